"""Who reads concerns and in which order they are told: the lead's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followon.people.access import lead_required
from followon.people.models import PainService
from groups.errors import Refused
from groups.models import Reader
from groups.queries.readers import readers_led_by, readers_of, services_led_by
from groups.services import readers as services

from ..forms.readers import ReaderForm


@lead_required
@require_safe
def readers(request: HttpRequest) -> HttpResponse:
    """The order of readers of each service that the viewer leads."""
    return _shown(request)


@lead_required
@require_POST
def reader_add(request: HttpRequest, service_id: str) -> HttpResponse:
    """Name one more, at the end."""
    service = get_object_or_404(services_led_by(request.user), pk=service_id)
    form = ReaderForm(request.POST, service=service)
    if form.is_valid():
        user = form.cleaned_data["user"]
        try:
            services.add_reader(service=service, user=user, by=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error("user", str(refused.message))
        else:
            messages.success(request, _("%(name)s reads concerns.") % {"name": user.full_name})
            return redirect("pmp:readers")
    return _shown(request, service, form)


@lead_required
@require_POST
def reader_up(request: HttpRequest, reader_id: int) -> HttpResponse:
    """Told one place earlier."""
    reader = _find(request, reader_id)
    services.move_up(reader=reader, by=request.user, now=timezone.now())
    return redirect("pmp:readers")


@lead_required
@require_POST
def reader_remove(request: HttpRequest, reader_id: int) -> HttpResponse:
    """No longer told."""
    reader = _find(request, reader_id)
    services.remove_reader(reader=reader, by=request.user, now=timezone.now())
    name = {"name": reader.user.full_name}
    messages.success(request, _("%(name)s no longer reads concerns.") % name)
    return redirect("pmp:readers")


def _find(request: HttpRequest, reader_id: int) -> Reader:
    return get_object_or_404(readers_led_by(request.user), pk=reader_id)


def _shown(
    request: HttpRequest, sent_for: PainService | None = None, sent: ReaderForm | None = None
) -> HttpResponse:
    led = list(services_led_by(request.user))
    named = readers_of(led)
    orders = [
        (each, named[each.pk], sent if each == sent_for else ReaderForm(service=each))
        for each in led
    ]
    return render(request, "pmp/reader/list.jinja", {"orders": orders, "form": sent})
