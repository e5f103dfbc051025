"""Writing down what became of messages: those that left in one query, the others one by one."""

import logging
from collections.abc import Sequence
from datetime import datetime

from .. import kinds
from ..models import Message, State
from ..queries.ways import keys_of
from ..retry import Next, after_error
from ..transports import TransportError
from .marking import mark_sent, mark_unsent
from .outcomes import follow
from .patience import patiently
from .posting import Outcome
from .ways import Choice, note

log = logging.getLogger(__name__)


def record(outcomes: Sequence[Outcome], *, now: datetime) -> None:
    """Mark what left, and follow up what did not; waits for a database that is away.

    What has left and is not marked would be in doubt, and where the provider cannot be asked it
    would be sent twice.
    """
    patiently(lambda: _record(outcomes, now))


def give_back(messages: Sequence[Message]) -> None:
    """To the queue: they were released and surely never handed over."""
    for message in messages:
        message.attempts -= 1
    if messages:
        mark_unsent(messages, lease=messages[0].lease_until)


def _record(outcomes: Sequence[Outcome], now: datetime) -> None:
    sent = [(each.released, each.accepted) for each in outcomes if each.accepted is not None]
    mark_sent(sent, now=now)
    note([(each.released.message.channel, each.way, each.error) for each in outcomes], now=now)
    failed = [(each.released.message, each.way, each.error) for each in outcomes if each.error]
    choice = Choice(keys_of(message for message, _way, _error in failed), now)
    for message, way, error in failed:
        _failed(message, error, choice.elsewhere(message, way, error), now)


def _failed(message: Message, error: TransportError, elsewhere: str, now: datetime) -> None:
    """What follows from it: another try at once by the way `elsewhere`, else by the table."""
    log.log(
        logging.ERROR if error.configuration else logging.WARNING,
        "Message %s (%s, %s) did not go: %s",
        message.pk,
        message.kind,
        message.channel,
        error.reason,
    )
    hours = kinds.get(message.kind).hours
    if elsewhere:
        # The whole round of the ways is one try of the message.
        step = Next(State.QUEUED, error.reason, not_before=now, counts=False)
    else:
        step = after_error(
            error, tries=message.attempts, hours=hours, send_before=message.send_before, now=now
        )
    follow(message, step, now=now, lease=message.lease_until, way=elsewhere)
