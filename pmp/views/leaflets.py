"""The leaflet about follow-on groups: open to everybody, its words a lead's to change."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.people.access import lead_required
from followon.people.models import PainService
from followon.people.queries.staff import services_led_by

from ..forms.leaflets import LeafletForm
from ..models import Participant
from ..queries.leaflets import find_service, leaflet_of, shown, words_of
from ..services.leaflets import reset_leaflet, save_leaflet
from .posted import posted
from .questions import asked


@login_not_required
@require_safe
def leaflet(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """To be read and printed; the same for everybody, with nothing of anybody on it."""
    service = find_service(service_id)
    if service is None:
        raise Http404
    return render(request, "pmp/leaflet/show.jinja", _page(service))


@asked
@require_safe
def question_leaflet(
    request: HttpRequest, token: str, participant: Participant, now: datetime
) -> HttpResponse:
    """The same from the questions, with the way back to them."""
    back = {"back_url": reverse("pmp:questions", args=[token])}
    return render(request, "pmp/leaflet/show.jinja", _page(participant.programme.service) | back)


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def leaflet_edit(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The words part by part; POST saves them."""
    service = _led(request, service_id)
    form = LeafletForm(posted(request), initial=words_of(service))
    if request.method == "POST" and form.is_valid():
        film = form.cleaned_data["film"]
        save_leaflet(
            service=service, words=form.words(), film=film, by=request.user, now=timezone.now()
        )
        messages.success(request, _("The leaflet is saved"))
        return redirect("pmp:leaflet_edit", service.pk)
    return _form(request, service, form)


@lead_required
@require_POST
def leaflet_preview(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """How the leaflet would look; nothing is saved."""
    service, form = _led(request, service_id), LeafletForm(request.POST)
    if not form.is_valid():
        return _form(request, service, form)
    preview = shown(service, form.words() | {"film": form.cleaned_data["film"]})
    return _form(request, service, form, leaflet=preview, hard=form.long_sentences())


@lead_required
@require_http_methods(["GET", "HEAD", "POST"])
def leaflet_reset(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Back to the words that come with the site; asked first."""
    service = _led(request, service_id)
    if request.method == "POST":
        reset_leaflet(service=service, by=request.user, now=timezone.now())
        messages.success(request, _("The leaflet has our words again"))
        return redirect("pmp:leaflet_edit", service.pk)
    page = {"service": service, "own": leaflet_of(service)}
    return render(request, "pmp/leaflet/reset.jinja", page)


def _led(request: HttpRequest, service_id: UUID) -> PainService:
    return get_object_or_404(services_led_by(request.user), pk=service_id)


def _page(service: PainService) -> dict[str, Any]:
    return {"leaflet": shown(service, words_of(service))}


def _form(
    request: HttpRequest, service: PainService, form: LeafletForm, **more: Any
) -> HttpResponse:
    page = {"service": service, "form": form, "own": leaflet_of(service)} | more
    return render(request, "pmp/leaflet/edit.jinja", page)
