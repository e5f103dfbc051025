"""Who reads concerns, in which order they are told, and answers by text: the lead's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followon.messaging.queries.replying import replies_on as services_with_replies
from followon.messaging.services.replying import switch_replies
from followon.people.access import lead_required
from followon.people.models import PainService
from followon.people.queries.staff import services_led_by
from groups.errors import Refused
from groups.models import Reader
from groups.queries.readers import readers_led_by, readers_of
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


@lead_required
@require_POST
def replies_on(request: HttpRequest, service_id: str) -> HttpResponse:
    """Members may answer by text."""
    return _switched(request, service_id, on=True)


@lead_required
@require_POST
def replies_off(request: HttpRequest, service_id: str) -> HttpResponse:
    """Members answer by the link alone."""
    return _switched(request, service_id, on=False)


def _switched(request: HttpRequest, service_id: str, *, on: bool) -> HttpResponse:
    service = get_object_or_404(services_led_by(request.user), pk=service_id)
    if not switch_replies(service=service, on=on, by=request.user, now=timezone.now()):
        messages.info(request, _("First name somebody who reads."))
    else:
        done = _("Answers by text are on.") if on else _("Answers by text are off.")
        messages.success(request, done)
    return redirect("pmp:readers")


def _find(request: HttpRequest, reader_id: int) -> Reader:
    return get_object_or_404(readers_led_by(request.user), pk=reader_id)


def _shown(
    request: HttpRequest, sent_for: PainService | None = None, sent: ReaderForm | None = None
) -> HttpResponse:
    led = list(services_led_by(request.user))
    named = readers_of(led)
    with_replies = services_with_replies([each.pk for each in led])
    orders = [
        (
            each,
            named[each.pk],
            sent if each == sent_for else ReaderForm(service=each),
            each.pk in with_replies,
        )
        for each in led
    ]
    return render(request, "pmp/reader/list.jinja", {"orders": orders, "form": sent})
