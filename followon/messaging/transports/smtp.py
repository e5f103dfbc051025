"""E-mail through Django's SMTP backend, over connections that are kept open."""

import smtplib
from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from followon.messaging.transports.base import (
    Accepted,
    Envelope,
    Received,
    Status,
    cannot_look_up,
)
from followon.messaging.transports.lending import Lending
from followon.messaging.transports.mail import compose
from followon.messaging.transports.smtp_errors import classify
from followon.messaging.transports.smtp_lines import WatchedSMTP, WatchedSMTPS


class WatchedBackend(EmailBackend):
    """Django's backend over connections that are watched."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return WatchedSMTPS if self.use_ssl else WatchedSMTP

    @property
    def body_begun(self) -> bool:
        return getattr(self.connection, "body_begun", False)

    def abandon(self) -> None:
        """Drop the line without a goodbye, which could wait for the time-out once more."""
        half_open = self._partial_connection  # type: ignore[has-type]
        for connection in (self.connection, half_open):
            if connection is not None:
                connection.close()
        self.connection = self._partial_connection = None


class SmtpTransport:
    """Sends plain text and HTML, with our id in the Message-ID and one-click unsubscribing."""

    name = "smtp"
    can_look_up = False
    knows_ids = False

    def __init__(
        self,
        *,
        host: str,
        port: int,
        from_email: str,
        username: str = "",
        password: str = "",
        use_tls: bool = False,
        use_ssl: bool = False,
        timeout: float = 10.0,
    ) -> None:
        self.from_email = parseaddr(from_email)[1]
        self._options: dict[str, Any] = {
            "host": host,
            "port": port,
            "username": username,
            "password": password,
            "use_tls": use_tls,
            "use_ssl": use_ssl,
            "timeout": timeout,
        }
        self._backends = Lending(lambda: WatchedBackend(**self._options))

    def send(self, envelope: Envelope) -> Accepted:
        message = compose(envelope, from_email=self.from_email)
        with self._backends.one() as backend:
            error = _deliver(backend, message)
            if error is None:
                return Accepted(provider_id=envelope.reference)
            raise classify(error, body_begun=backend.body_begun)

    def look_up(self, reference: str, provider_id: str = "") -> Sequence[Status]:
        raise cannot_look_up(self.name)

    def received_texts(self, since: datetime) -> Sequence[Received]:
        return []

    def problems(self) -> Sequence[str]:
        with self._backends.one() as backend:
            error = _open(backend)
        return [classify(error, body_begun=False).reason] if error else []


def _deliver(backend: WatchedBackend, message: EmailMultiAlternatives) -> OSError | None:
    kept_open = backend.connection is not None
    error = _attempt(backend, message)
    if error and kept_open and _line_was_stale(error, backend):
        backend.abandon()
        error = _attempt(backend, message)
    return error


def _attempt(backend: WatchedBackend, message: EmailMultiAlternatives) -> OSError | None:
    """Send once; the error, if any, comes back without the addresses that its traceback holds."""
    error = _open(backend)
    if error is not None:
        return error
    try:
        backend.send_messages([message])
    except OSError as raised:  # SMTPException is one too
        return raised
    return None


def _open(backend: WatchedBackend) -> OSError | None:
    """Opened by hand, because a connection that `send_messages` opens it also closes."""
    try:
        backend.open()
    except OSError as raised:
        backend.abandon()
        return raised
    return None


def _line_was_stale(error: OSError, backend: WatchedBackend) -> bool:
    """A server hangs up on idle lines; nothing of this message had gone, so a new line is safe."""
    if backend.body_begun:
        return False
    refused = isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused)
    return not refused or getattr(error, "smtp_code", None) == 421
