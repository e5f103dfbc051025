"""Just before sending: what may leave is gated, composed and marked, a batch in one transaction."""

import logging
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from followon.people.services.links import minted_together

from .. import kinds
from ..gate import Later, Skip, verdict
from ..models import Message
from ..queries.facts import BatchFacts
from ..retry import after_error
from ..transports import TransportError
from .composing import Released, compose_all
from .marking import mark_later, mark_released, mark_skipped
from .outcomes import follow
from .patience import AWAY
from .second_tries import try_other_channels
from .surroundings import Surroundings

log = logging.getLogger(__name__)


def release_all(
    messages: Sequence[Message], *, now: datetime, around: Surroundings | None = None
) -> list[Released]:
    """Those of these messages, claimed together, that leave now, in their order.

    In a number of queries that does not grow with them. Where one cannot be made the others leave:
    the batch is tried again kind by kind, and a kind one by one. A database that is away is no
    message's fault, and is raised.
    """
    if not messages:
        return []
    gated_at = time.monotonic()
    around = around or Surroundings(now)
    try:
        with transaction.atomic():
            released: list[Released] | None = _release(messages, around, now, gated_at)
    except AWAY:
        raise
    except Exception as error:
        if len(messages) == 1:
            log.exception("Message %s (%s) could not be made", messages[0].pk, messages[0].kind)
            _put_off(messages[0], error, now)
            return []
        released = None
    if released is None:
        parts = (release_all(part, now=now, around=around) for part in _parts(messages))
        return [each for part in parts for each in part]
    for each in released:
        each.message.attempts += 1
        each.message.released_at = now
    return released


def release(message: Message, *, now: datetime) -> Released | None:
    """One message by itself; None when it does not leave now."""
    return next(iter(release_all([message], now=now)), None)


def _release(
    messages: Sequence[Message], around: Surroundings, now: datetime, gated_at: float
) -> list[Released]:
    lease = messages[0].lease_until
    facts = BatchFacts(messages, now)
    leaving: list[Message] = []
    skipped: list[tuple[Message, Skip]] = []
    later: list[tuple[Message, datetime]] = []
    for message in messages:
        outcome = verdict(facts.of(message), now)
        if isinstance(outcome, Skip):
            skipped.append((message, outcome))
        elif isinstance(outcome, Later):
            later.append((message, outcome.until))
        else:
            facts.note_leaving(message)
            leaving.append(message)
    _skip(skipped, lease, now)
    mark_later(later, lease=lease)
    released = _composed(leaving, facts, around, gated_at)
    still_ours = mark_released(released, lease=lease, now=now)
    return [each for each in released if each.message.pk in still_ours]


def _composed(
    messages: Sequence[Message], facts: BatchFacts, around: Surroundings, gated_at: float
) -> list[Released]:
    """With their words, and the way that each takes."""
    if not messages:
        return []
    heard, choice = around.of(messages)
    with minted_together():
        composed = compose_all(messages, facts.now, heard=heard, language_of=facts.language_of)
    released = []
    for message, each in zip(messages, composed, strict=True):
        message.to = each.envelope.to
        released.append(Released(message, each, choice.transport(message), gated_at))
    return released


def _skip(skipped: Sequence[tuple[Message, Skip]], lease: datetime | None, now: datetime) -> None:
    done = mark_skipped([(message, skip.reason) for message, skip in skipped], lease=lease, now=now)
    to_try = [message for message, skip in skipped if skip.other_channel and message.pk in done]
    try_other_channels(to_try, now=now)


def _parts(messages: Sequence[Message]) -> list[list[Message]]:
    """Kind by kind, and a single kind one by one."""
    by_kind: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        by_kind[message.kind].append(message)
    if len(by_kind) > 1:
        return list(by_kind.values())
    return [[message] for message in messages]


def _put_off(message: Message, error: Exception, now: datetime) -> None:
    """As a temporary error: tried again by the table, and counted, so that it comes to an end."""
    message.attempts += 1
    if not isinstance(error, TransportError):
        error = TransportError(f"Could not be made: {type(error).__name__}")
    step = after_error(
        error,
        tries=message.attempts,
        hours=kinds.Hours.ORDINARY,
        send_before=message.send_before,
        now=now,
    )
    fields = {"attempts": message.attempts} if step.counts else {}
    follow(message, step, now=now, lease=message.lease_until, **fields)
