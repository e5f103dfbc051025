"""For how long a service keeps what: the lead sees what a change would remove before it counts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followon.messaging.queries.retention import days_of, effects, last_removed
from followon.messaging.services.retaining import set_periods
from followon.people.access import lead_required
from followon.people.models import PainService
from followon.people.queries.staff import services_led_by

from ..forms.retention import PeriodsForm


@lead_required
@require_safe
def retention(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The periods that count now, and what they would remove today."""
    service = _find(request, service_id)
    return _shown(request, service, PeriodsForm(days=days_of(service)))


@lead_required
@require_POST
def retention_check(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """What other periods would remove today; nothing is removed and nothing is saved."""
    service = _find(request, service_id)
    form = PeriodsForm(request.POST, days=days_of(service))
    if not form.is_valid():
        return _shown(request, service, form)
    found = effects(service, now=timezone.now(), days=form.days)
    context: dict[str, Any] = {"service": service, "form": form, "effects": found}
    return render(request, "pmp/retention/check.jinja", context)


@lead_required
@require_POST
def retention_save(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """They count from the next night on."""
    service = _find(request, service_id)
    form = PeriodsForm(request.POST, days=days_of(service))
    if not form.is_valid():
        return _shown(request, service, form)
    set_periods(service=service, days=form.days, by=request.user, now=timezone.now())
    messages.success(request, _("The periods are saved. They count from tonight."))
    return redirect("pmp:retention", service.pk)


def _find(request: HttpRequest, service_id: UUID) -> PainService:
    return get_object_or_404(services_led_by(request.user), pk=service_id)


def _shown(request: HttpRequest, service: PainService, form: PeriodsForm) -> HttpResponse:
    context = {
        "service": service,
        "form": form,
        "effects": effects(service, now=timezone.now()),
        "last": last_removed(service),
    }
    return render(request, "pmp/retention/show.jinja", context)
