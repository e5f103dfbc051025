"""What every way of sending has in common: what goes in, what comes out, and how it fails."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, Protocol

ChannelName = Literal["text", "email"]

SOON = timedelta(seconds=15)


@dataclass(frozen=True)
class Invitation:
    """A calendar file that goes with an e-mail, and what it asks of calendars (iTIP)."""

    method: str
    file: str


@dataclass(frozen=True)
class Envelope:
    """One message, ready to go; `reference` is our own id for it and holds nothing personal."""

    reference: str
    channel: ChannelName
    to: str
    subject: str
    body: str
    html: str = ""
    unsubscribe_url: str = ""
    sender_name: str = ""
    invitation: Invitation | None = None


@dataclass(frozen=True)
class Accepted:
    """The provider took the message on and calls it by this id."""

    provider_id: str


class Progress(StrEnum):
    """How far a message has come, in words that all providers share."""

    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED_PERMANENT = "failed-permanent"
    FAILED_TEMPORARY = "failed-temporary"
    FAILED_TECHNICAL = "failed-technical"
    STOPPED = "stopped"  # not delivered: the person told the provider to stop
    UNWANTED = "unwanted"  # arrived, and the person wants no more


@dataclass(frozen=True)
class Status:
    """What a provider says of one message when asked; `at` is when it last changed."""

    provider_id: str
    state: Progress
    at: datetime | None


@dataclass(frozen=True)
class Received:
    """A text that somebody sent to us; numbers are E.164."""

    provider_id: str
    source: str
    destination: str
    message: str
    at: datetime


class TransportError(Exception):
    """
    A message did not go, or we cannot tell.

    permanent      sending the same again would fail the same way
    unclear        it may have gone: ask the provider before sending again
    configuration  nothing will go until staff mend something: keep the queue and raise the alarm
    contact_dead   this number or address cannot be reached by anybody
    opted_out      the person told the provider to stop, which the provider enforces
    of_recipient   the reason lies with this recipient's own network or server, not with the way
    retry_after    no sooner than this, where the provider said so

    `reason` is logged and shown to staff: no personal data, no words of the message, at most 120
    characters.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        unclear: bool = False,
        configuration: bool = False,
        contact_dead: bool = False,
        opted_out: bool = False,
        of_recipient: bool = False,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.unclear = unclear
        self.configuration = configuration
        self.contact_dead = contact_dead
        self.opted_out = opted_out
        self.of_recipient = of_recipient
        self.retry_after = retry_after


class Transport(Protocol):
    """A way to send; safe to share between threads."""

    name: str
    can_look_up: bool  # by our reference
    knows_ids: bool  # or by its own id, where it has told us that

    def send(self, envelope: Envelope) -> Accepted:
        """Hand the message to the provider once, or raise TransportError."""
        ...

    def look_up(self, reference: str, provider_id: str = "") -> Sequence[Status]:
        """All that the provider holds under our reference, or under its own id.

        Only where `can_look_up`, or where it `knows_ids` and one is given.
        """
        ...

    def received_texts(self, since: datetime) -> Sequence[Received]:
        """Texts that came in since then, newest first; empty where texts cannot be asked for."""
        ...

    def problems(self) -> Sequence[str]:
        """What is wrong with the set-up at the provider, each in one sentence for staff."""
        ...


def cannot_look_up(name: str) -> TransportError:
    """An empty list would read as "it was never sent", so a transport that cannot know says so."""
    return TransportError(f"{name} cannot be asked what became of a message", permanent=True)
