"""What an e-mail provider posts to us, checked and read by django-anymail's own views."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from followon.pages.alone import stands_alone

from ..mail_in import take_mail
from ..services import receipts
from ..transports.anymail_events import KEPT, status_of
from .hooks import is_too_long, moment, storable, wake_receipts

log = logging.getLogger(__name__)

# What reading somebody else's JSON may raise.
NONSENSE = (LookupError, TypeError, AttributeError, ValueError, OverflowError, RecursionError)
LONGEST = 1024 * 1024  # some providers gather their events


@stands_alone
@require_http_methods(["HEAD", "POST"])
def anymail_events(request: HttpRequest, provider: str) -> HttpResponse:
    """The events of the provider that the settings name, and of no other."""
    if not provider or provider != settings.ANYMAIL_PROVIDER:
        raise Http404
    if is_too_long(request, LONGEST):
        return HttpResponseBadRequest()
    return answer(request, provider, "tracking", keep)


@stands_alone
@require_http_methods(["HEAD", "POST"])
def anymail_mail(request: HttpRequest, provider: str) -> HttpResponse:
    """E-mails that came to our own address. A long one is no calendar's answer: it is left alone,
    and the provider is not asked to send it again."""
    if not provider or provider != settings.ANYMAIL_PROVIDER:
        raise Http404
    said = request.headers.get("Content-Length") or "0"
    if not said.isdecimal() or int(said) > LONGEST:
        return HttpResponse()
    return answer(request, provider, "inbound", take_in)


def answer(
    request: HttpRequest, provider: str, signal: str, use: Callable[[list[Any]], None]
) -> HttpResponse:
    """Check by the vendor's own means who posts, and use what it says."""
    # Not loaded where no provider of e-mail is used.
    from anymail.exceptions import AnymailWebhookValidationFailure

    try:
        view = hook_of(provider, signal)
        if view.warn_if_no_basic_auth and not view.basic_auth:
            raise ImproperlyConfigured("ANYMAIL_WEBHOOK_SECRET is empty")
        if request.method == "HEAD":
            return HttpResponse()
        view.run_validators(request)
    except (ImproperlyConfigured, AnymailWebhookValidationFailure, *NONSENSE) as error:
        log.error("A callback of the email provider was refused: %s", type(error).__name__)
        return HttpResponse(status=403)
    try:
        events = view.parse_events(request)
    except NONSENSE:
        return HttpResponseBadRequest()
    use(events)
    return HttpResponse()


def hook_of(provider: str, signal: str) -> Any:
    """The vendor's view of that provider's events ("tracking") or e-mails ("inbound"), with its
    keys from our settings."""
    from importlib import import_module

    from anymail import signals

    try:
        module = import_module(f"anymail.webhooks.{provider}")
    except ImportError as error:
        raise ImproperlyConfigured(f"django-anymail has no webhook for {provider}") from error
    wanted = getattr(signals, signal)
    views = (
        view
        for view in vars(module).values()
        if getattr(view, "signal", None) is wanted and view.__module__ == module.__name__
    )
    return next(views)()


def take_in(events: list[Any]) -> None:
    now = timezone.now()
    for event in events:
        take_mail(event.message.as_bytes(), now=now)


def keep(events: list[Any]) -> None:
    now = timezone.now()
    told = [event for event in events if event.event_type in KEPT]
    for event in told:
        metadata = event.metadata if isinstance(event.metadata, dict) else {}
        receipts.keep(
            provider="anymail",
            provider_id=str(storable(str(event.message_id or ""))),
            reference=str(storable(str(metadata.get("reference") or ""))),
            status=str(storable(status_of(event))),
            happened_at=moment(event.timestamp),
            now=now,
        )
    if told:
        wake_receipts()
