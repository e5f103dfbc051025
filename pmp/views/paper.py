"""Keying in what somebody answered on paper or aloud, with their agreement."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followon.people.access import staff_required

from ..forms.paper import AgreementForm, paper_forms
from ..queries.answers import answers_of
from ..queries.participants import visible_participants
from ..services.paper import save_paper
from .posted import posted


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def participant_answers(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    """A5: every question on one page; nothing is saved without the person's agreement."""
    shown = get_object_or_404(visible_participants(request.user), pk=participant_id)
    now = timezone.now()
    if not shown.programme.is_looked_after(timezone.localdate(now)):
        raise Http404  # the page shows how to reach the person
    data = posted(request)
    agreement = AgreementForm(data)
    forms = paper_forms(data, answers_of(shown))
    if request.method == "POST" and all(form.is_valid() for form in [agreement, *forms]):
        save_paper(participant=shown, forms=forms, by=request.user, now=now)
        name = shown.user.full_name
        messages.success(request, _("The answers of %(name)s are saved") % {"name": name})
        return redirect("pmp:participant", shown.pk)
    return render(
        request,
        "pmp/participant/answers.jinja",
        {"form": [agreement, *forms], "participant": shown, "programme": shown.programme},
    )
