"""Claim, gate, send, record: what a worker does with the messages that are due."""

import logging
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Lock

from django.conf import settings
from django.db import connection, transaction

from .. import kinds
from ..gate import Later, Skip, verdict
from ..models import Message, State
from ..queries.facts import address_of, facts_of
from ..retry import Next, after_error
from ..routing import reachables
from ..transports import Accepted, TransportError, choose
from .claiming import claim
from .composing import Composed, compose
from .heartbeats import CLAIM, SEND, leave_mark
from .outbox import nudge
from .outcomes import accepted, follow
from .second_tries import try_other_channel
from .states import advance

log = logging.getLogger(__name__)

BATCH = 24
IN_FLIGHT = 8
# A worker hands on after this long, so that the `now` by which it judges is never an old one.
SHIFT = 30


def send_due(*, now: datetime) -> int:
    """Send what is due, most urgent first, for at most one shift; how many were worked on."""
    shift = Shift(now)
    shift.work_in_parallel()
    leave_mark(CLAIM, now=now)
    leave_mark(SEND, now=now)
    if shift.is_over():
        nudge()
    return shift.count


class Shift:
    """A while of sending, several at once, because most of it goes by waiting for the provider."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.count = 0
        self._ends = time.monotonic() + SHIFT
        self._lock = Lock()
        self._claimed: deque[Message] = deque(claim(now=now, size=BATCH))

    def is_over(self) -> bool:
        return time.monotonic() > self._ends

    def work_in_parallel(self) -> None:
        """Threads have connections of their own, so they cannot see into an open transaction."""
        size = min(IN_FLIGHT, len(self._claimed))
        if size < 2 or connection.in_atomic_block:
            self._work()
            return
        with ThreadPoolExecutor(size) as pool:
            for worker in [pool.submit(self._work_and_close) for _ in range(size)]:
                worker.result()

    def _work_and_close(self) -> None:
        try:
            self._work()
        finally:
            connection.close()

    def _work(self) -> None:
        while message := self._next():
            send_one(message, now=self.now)

    def _next(self) -> Message | None:
        with self._lock:
            if not self._claimed and not self.is_over():
                self._claimed.extend(claim(now=self.now, size=BATCH))
            if not self._claimed:
                return None
            self.count += 1
            return self._claimed.popleft()


def send_one(message: Message, *, now: datetime) -> None:
    """One claimed message: gate and compose in a transaction, send outside of any, record."""
    try:
        composed = release(message, now=now)
    except Exception as error:  # one kind's mistake must not hold up the others
        log.exception("Message %s (%s) could not be made", message.pk, message.kind)
        _put_off(message, f"Could not be made: {type(error).__name__}", now)
        return
    if composed is None:
        return
    transport = choose(composed.envelope.channel, settings)
    try:
        result = transport.send(composed.envelope)
    except TransportError as error:
        _failed(message, error, now)
    except Exception as error:
        # It may have gone: a fault of ours behind the call must not send it twice.
        log.exception("Message %s (%s) broke while it was sent", message.pk, message.kind)
        _failed(message, TransportError(type(error).__name__, unclear=True), now)
    else:
        _sent(message, transport.name, result, now)


@transaction.atomic
def release(message: Message, *, now: datetime) -> Composed | None:
    """Gate and compose; None when it does not leave now. From here on it counts as perhaps sent."""
    lease = message.lease_until
    _follow_the_person(message)
    outcome = verdict(facts_of(message, now), now)
    if isinstance(outcome, Skip):
        skipped = advance(message, State.SKIPPED, now=now, lease=lease, reason=outcome.reason)
        if skipped and outcome.other_channel:
            try_other_channel(message, now=now)
        return None
    if isinstance(outcome, Later):
        advance(message, State.QUEUED, now=now, lease=lease, not_before=outcome.until)
        return None
    composed = compose(message, now)
    still_ours = Message.objects.filter(
        pk=message.pk, state=State.SENDING, lease_until=lease
    ).update(
        released_at=now,
        attempts=message.attempts + 1,
        contact=message.contact,
        provider=choose(composed.envelope.channel, settings).name,
        to=address_of(message),
        rendered_subject=composed.kept_subject,
        rendered=composed.kept,
    )
    message.attempts, message.released_at, message.to = (
        message.attempts + 1,
        now,
        address_of(message),
    )
    return composed if still_ours else None


def _follow_the_person(message: Message) -> None:
    """To the new number or address of somebody who changed it while the message waited."""
    if message.contact_id or message.fixed_contact or message.recipient_id is None:
        return
    person = reachables([message.recipient_id])[message.recipient_id]
    message.contact = person.contact(message.channel)


def _sent(message: Message, provider: str, result: Accepted, now: datetime) -> None:
    step = accepted(provider, now=now)
    advance(
        message,
        step.state,
        now=now,
        provider=provider,
        provider_id=result.provider_id,
        sent_at=now,
        look_at=step.look_at,
        reason="",
    )


def _failed(message: Message, error: TransportError, now: datetime) -> None:
    log.log(
        logging.ERROR if error.configuration else logging.WARNING,
        "Message %s (%s, %s) did not go: %s",
        message.pk,
        message.kind,
        message.channel,
        error.reason,
    )
    hours = kinds.get(message.kind).hours
    step = after_error(
        error, tries=message.attempts, hours=hours, send_before=message.send_before, now=now
    )
    follow(message, step, now=now)


def _put_off(message: Message, reason: str, now: datetime) -> None:
    """As a temporary error: tried again by the table, and counted, so that it comes to an end."""
    message.attempts += 1
    step: Next = after_error(
        TransportError(reason),
        tries=message.attempts,
        hours=kinds.Hours.ORDINARY,
        send_before=message.send_before,
        now=now,
    )
    follow(message, step, now=now, attempts=message.attempts)
