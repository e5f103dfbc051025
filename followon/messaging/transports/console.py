"""Development only: the message row itself is the outbox, so there is nothing more to do."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ImproperlyConfigured

from followon.messaging.transports.base import (
    Accepted,
    Envelope,
    Received,
    Status,
    cannot_look_up,
)


class ConsoleTransport:
    """Takes every message on at once and sends it nowhere."""

    name = "console"
    can_look_up = False
    knows_ids = False

    def __init__(self, *, debug: bool) -> None:
        if not debug:
            raise ImproperlyConfigured(
                "The console transport sends nothing, so it works only where DEBUG is on. "
                "Set TEXT_TRANSPORT to notify or twilio, and EMAIL_TRANSPORT to smtp or notify."
            )

    def send(self, envelope: Envelope) -> Accepted:
        return Accepted(provider_id=f"console-{envelope.reference}")

    def look_up(self, reference: str, provider_id: str = "") -> Sequence[Status]:
        raise cannot_look_up(self.name)

    def received_texts(self, since: datetime) -> Sequence[Received]:
        return []

    def problems(self) -> Sequence[str]:
        return []
