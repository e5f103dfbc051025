"""What volunteers ask of the team, who has stepped back, and who helps instead."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.people.access import staff_required
from groups.errors import Refused
from groups.services.visit_notes import agree_to_one_more, take_on
from groups.services.volunteers import name_volunteer

from ..forms.volunteers import GroupVolunteerForm, ProgrammeVolunteersForm
from ..queries import dashboard
from ..queries import volunteers as queries
from ..queries.programmes import visible_programmes
from ..services.volunteers import set_ptvs, take_note
from .posted import posted


@staff_required
@require_safe
def follow_ups(request: HttpRequest) -> HttpResponse:
    """Notes that ask for more, and volunteers who stepped back."""
    return render(request, "pmp/follow_up/list.jinja", {"found": queries.follow_ups(request.user)})


@staff_required
@require_POST
def visit_note_done(request: HttpRequest, note_id: int) -> HttpResponse:
    """Somebody has seen to it."""
    note = get_object_or_404(queries.notes_of(request.user), pk=note_id)
    take_on(note=note, by=request.user, now=timezone.now())
    messages.success(request, _("Saved. It is off the list."))
    return redirect("pmp:follow_ups")


@staff_required
@require_POST
def visit_note_once_more(request: HttpRequest, note_id: int) -> HttpResponse:
    """The volunteer is asked to go along once more."""
    note = get_object_or_404(queries.notes_of(request.user), pk=note_id)
    name = {"name": note.link.user.first_name}
    try:
        agree_to_one_more(note=note, by=request.user, now=timezone.now())
    except Refused as refused:
        messages.warning(request, str(refused.message))
    else:
        messages.success(request, _("%(name)s is asked to go along once more.") % name)
    return redirect("pmp:follow_ups")


@staff_required
@require_POST
def stepped_back_seen(request: HttpRequest, stepped_id: int) -> HttpResponse:
    """Taken note of."""
    found = get_object_or_404(queries.stepped_back(request.user), pk=stepped_id)
    take_note(stepped_back=found, by=request.user, now=timezone.now())
    messages.success(request, _("Saved. It is off the list."))
    return redirect("pmp:follow_ups")


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def programme_ptvs(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Who helps at a programme."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    people = queries.volunteers_of(programme)
    form = ProgrammeVolunteersForm(
        posted(request), people=people, initial={"ptvs": programme.ptvs.all()}
    )
    if request.method == "POST" and form.is_valid():
        ptvs = list(form.cleaned_data["ptvs"])
        set_ptvs(programme=programme, ptvs=ptvs, by=request.user, now=timezone.now())
        messages.success(request, _("Saved. Who is new is told by a message."))
        return redirect("pmp:programme", programme.pk)
    context = {"programme": programme, "form": form, "anybody": people.exists()}
    return render(request, "pmp/volunteer/of_programme.jinja", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def group_ptv(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Name a volunteer who goes along to a group's next meetings."""
    group = get_object_or_404(dashboard.group_of_staff(request.user, group_id))
    people = queries.volunteers_for(group)
    form = GroupVolunteerForm(posted(request), people=people)
    if request.method == "POST" and form.is_valid():
        user = form.cleaned_data["ptv"]
        name_volunteer(group=group, user=user, by=request.user, now=timezone.now())
        messages.success(request, _("Saved. %(name)s is told.") % {"name": user.first_name})
        return redirect("pmp:group", group.pk)
    context = {"group": group, "form": form, "anybody": people.exists()}
    return render(request, "pmp/volunteer/of_group.jinja", context)
