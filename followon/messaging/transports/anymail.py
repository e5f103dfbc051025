"""E-mail through a provider that reports what became of it, by django-anymail.

Facts: https://anymail.dev/en/stable/
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Any

import requests
from anymail.exceptions import AnymailError
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives
from django.utils.module_loading import import_string

from followon.messaging.transports.anymail_errors import NONSENSE, classify
from followon.messaging.transports.base import (
    Accepted,
    Envelope,
    Received,
    Status,
    TransportError,
    cannot_look_up,
)
from followon.messaging.transports.lending import Lending
from followon.messaging.transports.mail import compose
from followon.messaging.transports.network import DeadlineAdapter, network_failure

REFERENCE = "reference"  # comes back with each event
ID_LENGTH = 80  # as much as a message's row keeps


class AnymailTransport:
    """Sends through the provider of that name, with our reference as its metadata."""

    name = "anymail"
    can_look_up = False
    knows_ids = False

    def __init__(
        self,
        *,
        provider: str,
        options: Sequence[tuple[str, str]],
        from_email: str,
        timeout: float = 10.0,
    ) -> None:
        self.from_email = parseaddr(from_email)[1]
        self.provider = provider
        self._options = {**dict(options), "timeout": timeout}
        self._timeout = timeout
        self._backend_class = _backend_class(provider)
        self._backends = Lending(self._backend)
        with self._backends.one():
            pass  # a setting that is missing is named now and not with the first message

    def send(self, envelope: Envelope) -> Accepted:
        message = compose(envelope, from_email=self.from_email)
        # Nobody is watched: no picture in the mail, and no address rewritten to count who went.
        extra: dict[str, Any] = {"metadata": {REFERENCE: envelope.reference}}
        for name, value in {**extra, "track_opens": False, "track_clicks": False}.items():
            setattr(message, name, value)
        self._call(lambda backend: backend.send_messages([message]))
        return Accepted(provider_id=_id_of(message)[:ID_LENGTH])

    def look_up(self, reference: str, provider_id: str = "") -> Sequence[Status]:
        raise cannot_look_up(self.name)

    def received_texts(self, since: datetime) -> Sequence[Received]:
        return []

    def problems(self) -> Sequence[str]:
        """Whether the provider can be reached; none can be asked whether a key is right."""
        with self._backends.one() as backend:
            session = getattr(backend, "session", None)
            if session is None:
                return []
            try:
                session.get(backend.api_url, timeout=self._timeout)
            except requests.RequestException as error:
                return [network_failure(error).reason]
        return []

    def _backend(self) -> Any:
        """The vendor's backend with its session open, which is not made for sharing."""
        backend = self._backend_class(ignore_unsupported_features=True, **self._options)
        backend.open()
        session = getattr(backend, "session", None)
        if isinstance(session, requests.Session):
            for scheme in ("http://", "https://"):
                session.mount(scheme, DeadlineAdapter(self._timeout))
        return backend

    def _call(self, work: Callable[[Any], Any]) -> None:
        try:
            with self._backends.one() as backend:
                work(backend)
                return
        except AnymailError as error:
            failure = classify(error)
        except (AttributeError, LookupError, TypeError, ValueError):
            failure = TransportError(NONSENSE, unclear=True)
        # Raised out here, so that no provider's words travel along as its cause.
        raise failure


def _id_of(message: EmailMultiAlternatives) -> str:
    status = getattr(message, "anymail_status", None)
    return str(getattr(status, "message_id", "") or "")


def _backend_class(provider: str) -> Any:
    try:
        return import_string(f"anymail.backends.{provider}.EmailBackend")
    except ImportError as error:
        raise ImproperlyConfigured(
            f"ANYMAIL_PROVIDER is {provider!r}, which django-anymail cannot load: {error}"
        ) from error
