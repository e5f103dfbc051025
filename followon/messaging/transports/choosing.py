"""Which transport a channel uses, by the settings."""

import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from followon.messaging.transports.base import ChannelName, Transport
from followon.messaging.transports.console import ConsoleTransport
from followon.messaging.transports.notify import NotifyTransport
from followon.messaging.transports.smtp import SmtpTransport
from followon.messaging.transports.twilio import PUBLIC_URL, TwilioTransport

NOTIFY_URL = "https://api.notifications.service.gov.uk"
SETTING = {"text": "TEXT_TRANSPORT", "email": "EMAIL_TRANSPORT"}
NAMES = {"text": ("console", "notify", "twilio"), "email": ("console", "notify", "smtp", "anymail")}


def choose(channel: ChannelName, settings: Any) -> Transport:
    """The channel's first choice where a service has made none of its own."""
    return transport(usual(channel, settings)[0], channel, settings)


def usual(channel: ChannelName, settings: Any) -> tuple[str, ...]:
    """The names of the channel's ways by the settings, the first choice first; never none."""
    setting = SETTING[channel]
    named = getattr(settings, setting, "")
    names = tuple(name.strip() for name in named.split(","))
    if not set(names) <= set(NAMES[channel]):
        raise ImproperlyConfigured(
            f"{setting} is {named!r}, but must name some of: {', '.join(NAMES[channel])}."
        )
    return names


def transport(name: str, channel: ChannelName, settings: Any) -> Transport:
    """The transport of that name, the same one each time, so that its connections stay open.

    Raises ImproperlyConfigured, which names the setting that is missing or the name that is none.
    """
    if name not in NAMES[channel]:
        raise ImproperlyConfigured(
            f"{name!r} does not carry the channel {channel}: {', '.join(NAMES[channel])} do."
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
        "status_callback": _own_url(settings, "messaging:twilio_receipts"),
        "base_url": getattr(settings, "TWILIO_BASE_URL", "") or PUBLIC_URL,
        "timeout": _timeout(settings),
    }


def _anymail(settings: Any, channel: str) -> dict[str, Any]:
    provider = _needed(settings, "ANYMAIL_PROVIDER")
    prefix = f"{provider.upper()}_"
    own = {name: value for name, value in settings.ANYMAIL.items() if name.startswith(prefix)}
    return {
        "provider": provider,
        "options": tuple(
            (name.removeprefix(prefix).lower(), value) for name, value in sorted(own.items())
        ),
        "from_email": _needed(settings, "DEFAULT_FROM_EMAIL"),
        "timeout": _timeout(settings),
    }


def _own_url(settings: Any, name: str) -> str:
    """Our address for a provider, which refuses a whole message over one that it cannot reach."""
    base = getattr(settings, "BASE_URL", "")
    return base + reverse(name) if base.startswith("https://") else ""


def _timeout(settings: Any) -> float:
    return float(getattr(settings, "TRANSPORT_TIMEOUT", 10.0))


def _needed(settings: Any, setting: str) -> str:
    value = getattr(settings, setting, "")
    if not value:
        raise ImproperlyConfigured(f"{setting} is empty, but the chosen transport needs it.")
    return str(value)


def _make_anymail(**options: Any) -> Transport:
    # Not loaded where no provider of e-mail is used.
    from followon.messaging.transports.anymail import AnymailTransport

    return AnymailTransport(**options)


MAKERS: dict[str, Callable[..., Any]] = {
    "anymail": _make_anymail,
    "console": ConsoleTransport,
    "notify": NotifyTransport,
    "smtp": SmtpTransport,
    "twilio": TwilioTransport,
}
OPTIONS: dict[str, Callable[[Any, str], dict[str, Any]]] = {
    "anymail": _anymail,
    "console": _console,
    "notify": _notify,
    "smtp": _smtp,
    "twilio": _twilio,
}
