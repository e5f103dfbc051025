"""The volunteer's note of one visit: for the service, never for the group."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..errors import Refused
from ..forms.visit_notes import VisitNoteForm, as_written
from ..queries.visits import note_of, visit_at
from ..services.visit_notes import write_visit_note
from .access import person_of, sent
from .meetings import show_or_do


@show_or_do
def visit_note(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Did it happen, does the group need more; written anew as often as they like."""
    now, user = timezone.now(), person_of(request)
    found = visit_at(meeting_id, user, now)
    if found is None:
        raise Http404
    link, meeting = found
    form = VisitNoteForm(sent(request), initial=as_written(note_of(link, meeting)))
    if request.method == "POST" and form.is_valid():
        try:
            write_visit_note(link=link, meeting=meeting, by=user, now=now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Thank you. Only the team sees your note."))
            return redirect("home")
    context = {"form": form, "meeting": meeting, "service": link.group.service}
    return render(request, "groups/visit_note/write.jinja", context)
