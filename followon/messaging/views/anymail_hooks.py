"""What an e-mail provider posts to us, checked and read by django-anymail's own views."""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from followon.pages.alone import stands_alone

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
    # Not loaded where no provider of e-mail is used.
    from anymail.exceptions import AnymailWebhookValidationFailure

    try:
        view = hook_of(provider)
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
    keep(events)
    return HttpResponse()


def hook_of(provider: str) -> Any:
    """The vendor's view of that provider's tracking events, with its keys from our settings."""
    from importlib import import_module

    from anymail.signals import tracking

    try:
        module = import_module(f"anymail.webhooks.{provider}")
    except ImportError as error:
        raise ImproperlyConfigured(f"django-anymail has no webhook for {provider}") from error
    views = (
        view
        for view in vars(module).values()
        if getattr(view, "signal", None) is tracking and view.__module__ == module.__name__
    )
    return next(views)()


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
