"""What people told the service in confidence: reading it, saying what was done, closing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followon.people.access import staff_required
from followon.people.queries.staff import services_led_by, services_of
from groups.models import Concern
from groups.queries import concerns as queries
from groups.queries.readers import services_that_take_notes
from groups.services import concerns

from ..forms.concerns import DoneForm


@staff_required
@require_safe
def concern_list(request: HttpRequest) -> HttpResponse:
    """The queue without its words, new ones first, and what was closed lately."""
    now = timezone.now()
    services = list(services_of(request.user))
    read = services_that_take_notes(services)
    waiting = queries.open_concerns(request.user)
    context = {
        "waiting": [(each, each.is_overdue(now)) for each in waiting],
        "closed": queries.closed_concerns(request.user, now=now),
        "without_readers": [each for each in services if each.pk not in read],
        "is_lead": services_led_by(request.user).exists(),
    }
    return render(request, "pmp/concern/list.jinja", context)


@staff_required
@require_safe
def concern(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """One with its words. Opening it is on record, and is not reading it: that is said below."""
    return _shown(request, _find(request, concern_id), DoneForm())


@staff_required
@require_safe
def concern_sender(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """How to reach whoever told it; on record, with the concern as the reason."""
    found = _find(request, concern_id)
    concerns.note_look_at_sender(concern=found, by=request.user, now=timezone.now())
    context = {"concern": found, "sender": queries.sender_of(found)}
    return render(request, "pmp/concern/sender.jinja", context)


@staff_required
@require_POST
def concern_read(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """I have read this."""
    found = _find(request, concern_id)
    if concerns.mark_read(concern=found, by=request.user, now=timezone.now()):
        messages.success(request, _("Marked as read."))
    else:
        messages.info(request, _("Somebody else has already read this."))
    return redirect("pmp:concern", found.pk)


@staff_required
@require_POST
def concern_done(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """What I did."""
    found = _find(request, concern_id)
    form = DoneForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form)
    note, now = form.cleaned_data["note"], timezone.now()
    if concerns.say_what_was_done(concern=found, note=note, by=request.user, now=now):
        messages.success(request, _("What you did is noted."))
    else:
        messages.info(request, _("This is new or closed, so nothing was noted."))
    return redirect("pmp:concern", found.pk)


@staff_required
@require_POST
def concern_close(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Nothing is left to do."""
    found = _find(request, concern_id)
    if concerns.close(concern=found, by=request.user, now=timezone.now()):
        messages.success(request, _("Closed."))
        return redirect("pmp:concern_list")
    messages.info(request, _("First say what was done."))
    return redirect("pmp:concern", found.pk)


def _find(request: HttpRequest, concern_id: UUID) -> Concern:
    return get_object_or_404(queries.concerns_seen_by(request.user), pk=concern_id)


def _shown(request: HttpRequest, found: Concern, form: DoneForm) -> HttpResponse:
    now = timezone.now()
    concerns.note_look(concern=found, by=request.user, now=now)
    context = {"concern": found, "form": form, "is_overdue": found.is_overdue(now)}
    return render(request, "pmp/concern/show.jinja", context)
