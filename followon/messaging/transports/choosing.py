"""Which transport a channel uses, by the settings."""

import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from django.core.exceptions import ImproperlyConfigured

from followon.messaging.transports.base import ChannelName, Transport
from followon.messaging.transports.console import ConsoleTransport
from followon.messaging.transports.notify import NotifyTransport
from followon.messaging.transports.smtp import SmtpTransport
from followon.messaging.transports.twilio import PUBLIC_URL, TwilioTransport

NOTIFY_URL = "https://api.notifications.service.gov.uk"
SETTING = {"text": "TEXT_TRANSPORT", "email": "EMAIL_TRANSPORT"}
NAMES = {"text": ("console", "notify", "twilio"), "email": ("console", "notify", "smtp")}


def choose(channel: ChannelName, settings: Any) -> Transport:
    """The channel's transport, the same one each time, so that its connections stay open."""
    setting = SETTING[channel]
    name = getattr(settings, setting, "")
    if name not in NAMES[channel]:
        raise ImproperlyConfigured(
            f"{setting} is {name!r}, but must be one of: {', '.join(NAMES[channel])}."
        )
    options = OPTIONS[name](settings, channel)
    # A forked worker must not write to the connections of its parent.
    return _made(name, os.getpid(), tuple(sorted(options.items())))


@lru_cache(maxsize=16)
def _made(name: str, pid: int, options: tuple[tuple[str, Any], ...]) -> Transport:
    return cast(Transport, MAKERS[name](**dict(options)))


def _console(settings: Any, channel: str) -> dict[str, Any]:
    return {"debug": settings.DEBUG}


def _notify(settings: Any, channel: str) -> dict[str, Any]:
    template = f"NOTIFY_{channel.upper()}_TEMPLATE"
    return {
        "api_key": _needed(settings, "NOTIFY_API_KEY"),
        "base_url": getattr(settings, "NOTIFY_BASE_URL", "") or NOTIFY_URL,
        f"{channel}_template": _needed(settings, template),
        "timeout": _timeout(settings),
    }


def _smtp(settings: Any, channel: str) -> dict[str, Any]:
    return {
        "host": settings.EMAIL_HOST,
        "port": settings.EMAIL_PORT,
        "from_email": settings.DEFAULT_FROM_EMAIL,
        "username": settings.EMAIL_HOST_USER,
        "password": settings.EMAIL_HOST_PASSWORD,
        "use_tls": settings.EMAIL_USE_TLS,
        "use_ssl": settings.EMAIL_USE_SSL,
        "timeout": settings.EMAIL_TIMEOUT or _timeout(settings),
    }


def _twilio(settings: Any, channel: str) -> dict[str, Any]:
    return {
        "account_sid": _needed(settings, "TWILIO_ACCOUNT_SID"),
        "auth_token": _needed(settings, "TWILIO_AUTH_TOKEN"),
        "sender": _needed(settings, "TWILIO_SENDER"),
        "status_callback": getattr(settings, "TWILIO_STATUS_CALLBACK", ""),
        "base_url": getattr(settings, "TWILIO_BASE_URL", "") or PUBLIC_URL,
        "timeout": _timeout(settings),
    }


def _timeout(settings: Any) -> float:
    return float(getattr(settings, "TRANSPORT_TIMEOUT", 10.0))


def _needed(settings: Any, setting: str) -> str:
    value = getattr(settings, setting, "")
    if not value:
        raise ImproperlyConfigured(f"{setting} is empty, but the chosen transport needs it.")
    return str(value)


MAKERS: dict[str, Callable[..., Any]] = {
    "console": ConsoleTransport,
    "notify": NotifyTransport,
    "smtp": SmtpTransport,
    "twilio": TwilioTransport,
}
OPTIONS: dict[str, Callable[[Any, str], dict[str, Any]]] = {
    "console": _console,
    "notify": _notify,
    "smtp": _smtp,
    "twilio": _twilio,
}
