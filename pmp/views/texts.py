"""What a service's texts cost, its limit, and the switch that keeps every text back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followon.messaging.kinds import label_of
from followon.messaging.queries.spend import budget_of, months, price, spent_this_month
from followon.messaging.services.budgets import set_budget
from followon.people.access import lead_required
from followon.people.models import PainService
from followon.people.queries.staff import services_led_by
from followon.people.services.services import allow_texts

from ..forms.texts import BudgetForm
from .posted import posted


@lead_required
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """Each service that the viewer leads: what texts cost this month, and before."""
    now = timezone.now()
    services = list(services_led_by(request.user))
    context = {
        "services": [
            (spent, months(spent.service, now), price(budget_of(spent.service)))
            for spent in spent_this_month(services, now)
        ],
        "label_of": label_of,
    }
    return render(request, "pmp/texts/show.jinja", context)


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def texts_budget(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """What one text costs, and how much may be spent in a month."""
    service = _find(request, service_id)
    budget = budget_of(service)
    now_set = {
        "pence": budget.pence if budget else None,
        "pounds_a_month": budget.pounds_a_month if budget else None,
    }
    form = BudgetForm(posted(request), initial=now_set)
    if request.method == "POST" and form.is_valid():
        set_budget(service=service, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("pmp:texts")
    return render(request, "pmp/texts/budget.jinja", {"service": service, "form": form})


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def texts_off(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Ask whether really no text is to leave; then keep them all back."""
    service = _find(request, service_id)
    if request.method != "POST":
        return render(request, "pmp/texts/off.jinja", {"service": service})
    allow_texts(service=service, allowed=False, by=request.user, now=timezone.now())
    messages.success(request, _("No text leaves for %(name)s now.") % {"name": service.name})
    return redirect("pmp:texts")


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def texts_on(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Ask whether texts are to leave again; then let them."""
    service = _find(request, service_id)
    if request.method != "POST":
        return render(request, "pmp/texts/on.jinja", {"service": service})
    allow_texts(service=service, allowed=True, by=request.user, now=timezone.now())
    messages.success(request, _("Texts leave again for %(name)s.") % {"name": service.name})
    return redirect("pmp:texts")


def _find(request: HttpRequest, service_id: UUID) -> PainService:
    return get_object_or_404(services_led_by(request.user), pk=service_id)
