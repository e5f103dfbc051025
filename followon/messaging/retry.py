"""What follows when a message did not go, or nobody knows: the one retry table. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_noop

from .kinds import Hours
from .models import State
from .transports import Progress, Status, TransportError

# Waits between tries; after the last one the message has failed.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
CONFIGURATION_WAIT = timedelta(minutes=5)
# Long enough for a request that timed out on our side to have come to its end on the other.
DOUBT_WAIT = timedelta(minutes=1)
DOUBT_WAIT_FOR_CODES = timedelta(seconds=30)
RECEIPT_WAIT = timedelta(hours=73)  # networks try for up to 72


@dataclass(frozen=True)
class Next:
    """What becomes of the row, and what else is to be done."""

    state: State
    reason: str = ""
    not_before: datetime | None = None
    look_at: datetime | None = None
    counts: bool = True  # as one of the tries
    contact_dead: bool = False
    opted_out: bool = False
    other_channel: bool = False
    again: bool = False


def after_error(
    error: TransportError,
    *,
    tries: int,
    hours: Hours,
    send_before: datetime | None,
    now: datetime,
) -> Next:
    """The next step after `tries` tries, of which the last one raised this error."""
    if error.configuration:
        wait = error.retry_after or CONFIGURATION_WAIT
        return Next(State.QUEUED, error.reason, not_before=now + wait, counts=False)
    if error.permanent or error.opted_out:
        return Next(
            State.UNDELIVERABLE,
            error.reason,
            contact_dead=error.contact_dead,
            opted_out=error.opted_out,
            other_channel=True,
        )
    if error.unclear:
        return in_doubt(error.reason, hours=hours, now=now)
    return _try_again(error.reason, error.retry_after, tries, send_before, now)


def in_doubt(reason: str, *, hours: Hours, now: datetime) -> Next:
    """Nobody knows whether it has gone: asked about once whatever was under way has ended."""
    wait = DOUBT_WAIT_FOR_CODES if hours == Hours.ANY else DOUBT_WAIT
    return Next(State.UNKNOWN, reason, look_at=now + wait)


def after_asking(
    found: Sequence[Status], *, tries: int, send_before: datetime | None, now: datetime
) -> Next:
    """The next step once the provider has said what it holds under our reference."""
    if not found:
        # Surely never taken on; the table still ends a message that is never taken on.
        if tries > len(WAITS):
            return Next(
                State.FAILED, gettext_noop("The provider never took it on"), other_channel=True
            )
        return Next(State.QUEUED, gettext_noop("The provider never took it on"), not_before=now)
    states = {status.state for status in found}
    for progress in (Progress.DELIVERED, Progress.SENDING):
        if progress in states:
            return after_receipt(progress, now=now)
    return after_receipt(found[0].state, now=now)


def after_receipt(progress: Progress, *, now: datetime) -> Next:
    """The next step once a provider has said how far a message came."""
    if progress in (Progress.DELIVERED, Progress.UNWANTED):
        return Next(State.DELIVERED)
    if progress == Progress.FAILED_PERMANENT:
        return Next(
            State.UNDELIVERABLE,
            gettext_noop("The number or address cannot be reached"),
            contact_dead=True,
            other_channel=True,
        )
    if progress == Progress.STOPPED:
        reason = "This person told the provider to stop"
        return Next(State.UNDELIVERABLE, reason, opted_out=True, other_channel=True)
    if progress == Progress.FAILED_TEMPORARY:
        return Next(
            State.FAILED,
            gettext_noop("The phone or mailbox could not be reached in time"),
            again=True,
        )
    if progress == Progress.FAILED_TECHNICAL:
        return Next(State.FAILED, gettext_noop("The provider had a technical failure"), again=True)
    return Next(State.SENT, look_at=now + RECEIPT_WAIT)


def without_asking(*, doubts: int, hours: Hours, now: datetime) -> Next:
    """Where the provider cannot be asked: a code rather twice too often, a reminder once more."""
    if doubts <= (2 if hours == Hours.ANY else 1):
        return Next(State.QUEUED, gettext_noop("In doubt: sent once more"), not_before=now)
    return Next(State.UNKNOWN, gettext_noop("It may have arrived: not sent again"), look_at=None)


def _try_again(
    reason: str,
    at_least: timedelta | None,
    tries: int,
    send_before: datetime | None,
    now: datetime,
) -> Next:
    if tries > len(WAITS):
        return Next(State.FAILED, reason, other_channel=True)
    at = now + max(WAITS[max(tries, 1) - 1], at_least or timedelta(0))
    if send_before is not None and at >= send_before:
        return Next(State.FAILED, reason, other_channel=True)
    return Next(State.QUEUED, reason, not_before=at)
