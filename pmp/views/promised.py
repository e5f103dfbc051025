"""A8: promised contact not made, who it is, what was tried, and what somebody does about it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.messaging.services.contacts import change_contact
from followon.people.access import staff_required
from followon.people.models import Contact
from followon.people.services.contacts import look_at_contacts

from ..forms.promised import NewWayForm, TryForm
from ..models import CLOSES, Participant
from ..queries import promised as queries
from ..services.promised import note_try
from .posted import posted

PAGE = 25
WHY = "promised_contact"


@staff_required
@require_safe
def promised_list(request: HttpRequest) -> HttpResponse:
    """Everybody who may be waiting for us in vain, the longest first."""
    found = queries.promised(request.user, timezone.localdate(timezone.now()))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "people": queries.described(list(page.object_list))}
    return render(request, "pmp/promised/list.jinja", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def promised(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    """One person: POST notes what was done."""
    participant = _find(request, participant_id)
    form = TryForm(posted(request))
    if request.method == "POST" and form.is_valid():
        what = form.cleaned_data["what"]
        note_try(participant=participant, what=what, by=request.user, now=timezone.now())
        if what not in CLOSES:
            messages.success(request, _("Saved"))
            return redirect("pmp:promised", participant.pk)
        name = {"name": participant.user.full_name}
        messages.success(request, _("%(name)s is no longer on the list") % name)
        return redirect("pmp:promised_list")
    return _shown(request, participant, form)


@staff_required
@require_POST
def promised_look(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    """Show how the person can be reached; it is written down."""
    participant = _find(request, participant_id)
    ways = look_at_contacts(
        user=participant.user,
        why=WHY,
        service=participant.programme.service,
        by=request.user,
        now=timezone.now(),
    )
    return _shown(request, participant, TryForm(), ways)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def promised_contact(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    """A number or address that the team was told; messages go there from now on."""
    participant = _find(request, participant_id)
    form = NewWayForm(posted(request))
    if request.method == "POST" and form.is_valid():
        change_contact(
            user=participant.user,
            kind=form.cleaned_data["kind"],
            raw=form.cleaned_data["value"],
            by=request.user,
            service=participant.programme.service,
            now=timezone.now(),
        )
        name = {"name": participant.user.first_name}
        messages.success(request, _("Saved. Messages to %(name)s go there from now on.") % name)
        return redirect("pmp:promised", participant.pk)
    context = {"participant": participant, "form": form}
    return render(request, "pmp/promised/contact.jinja", context)


@staff_required
@require_safe
def promised_letter(request: HttpRequest, participant_id: UUID) -> HttpResponse:
    """A letter to print: the date if there is one, and whom to ring; nothing about anybody else."""
    participant, now = _find(request, participant_id), timezone.now()
    context = {
        "participant": participant,
        "service": participant.programme.service,
        "meeting": queries.next_date_of(participant, now),
        "now": now,
    }
    return render(request, "pmp/promised/letter.jinja", context)


def _find(request: HttpRequest, participant_id: UUID) -> Participant:
    found = queries.promised(request.user, timezone.localdate(timezone.now()))
    return get_object_or_404(found, pk=participant_id)


def _shown(
    request: HttpRequest,
    participant: Participant,
    form: TryForm,
    ways: list[Contact] | None = None,
) -> HttpResponse:
    (shown,) = queries.described([participant])
    context = {"shown": shown, "form": form, "ways": ways}
    return render(request, "pmp/promised/show.jinja", context)
