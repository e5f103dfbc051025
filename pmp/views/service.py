"""What a lead manages for the service: one page that leads to the rest."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followon.people.access import lead_required
from groups.queries.readers import services_led_by


@lead_required
@require_safe
def service_settings(request: HttpRequest) -> HttpResponse:
    """A card for each thing that only a lead can change."""
    return render(
        request, "pmp/service/settings.jinja", {"services": services_led_by(request.user)}
    )
