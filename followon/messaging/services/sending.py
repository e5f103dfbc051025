"""Claim, gate, send, record: what a worker does with the messages that are due."""

import time
from collections import deque
from datetime import datetime

from django.conf import settings

from ..models import Message
from .claiming import claim
from .heartbeats import CLAIM, SEND, leave_mark
from .outbox import nudge
from .patience import patiently
from .posting import Outcome, Posting
from .recording import give_back, record
from .releasing import release_all
from .surroundings import Surroundings

# Seconds. A worker hands on after a shift, so that the `now` by which it judges is never old.
SHIFT = 5.0
# Gated ahead of those in flight: as many as left within the last so many seconds (but at least as
# many as may be in flight, or a slow machine would gate ever fewer at ever higher cost each), at
# most so many.
AHEAD = 0.5
MOST_AHEAD = 256
# Marks are written at least so often, in seconds, so that a worker that is killed loses few.
RECORD_EVERY = 0.2
LISTEN = 0.05


def send_due(*, now: datetime) -> int:
    """Send what is due, most urgent first, for at most one shift; how many were worked on."""
    shift = Shift(now)
    shift.work()
    leave_mark(CLAIM, now=now)
    leave_mark(SEND, now=now)
    if shift.is_over():
        nudge()
    return shift.count


class Shift:
    """
    A while of sending, most of which goes by waiting for providers.

    1. Claim a batch; gate, compose and mark it in one transaction.
    2. Hand it to the threads, and gate the next few while it is in flight.
    3. Write down in batches what came of it. What waited for too long is gated again.
    """

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.count = 0
        self._ends = time.monotonic() + SHIFT
        self._posting = Posting(settings.MESSAGES_IN_FLIGHT)
        self._around = Surroundings(now)
        self._is_empty = False
        self._stale: list[Message] = []
        self._unwritten: list[Outcome] = []
        self._written_at = time.monotonic()
        self._left_at: deque[float] = deque(maxlen=MOST_AHEAD)

    def is_over(self) -> bool:
        return time.monotonic() > self._ends

    def work(self) -> None:
        """Until nothing is due any more, or the shift is over."""
        try:
            while self._release_more() or self._posting.unanswered or self._unwritten:
                waits = self._posting.unanswered > 0
                self._take_in(self._posting.take(LISTEN if waits else 0))
                self._write(RECORD_EVERY if self._posting.unanswered else 0)
        finally:
            never_begun = self._posting.stop()
            self._take_in(self._posting.take(0))
            self._write(0)
            give_back([*self._stale, *(each.message for each in never_begun)])

    def _release_more(self) -> bool:
        """Gate and hand over a batch if there is room for one; False when there was none."""
        ahead = self._ahead()
        room = self._posting.size + ahead - self._posting.unanswered
        if self.is_over() or 2 * room < ahead:
            return False
        batch = self._next(min(room, MOST_AHEAD))
        for released in patiently(lambda: release_all(batch, now=self.now, around=self._around)):
            self._posting.hand_over(released)
        return bool(batch)

    def _next(self, size: int) -> list[Message]:
        if self._stale:
            batch, self._stale = self._stale[:size], self._stale[size:]
            for message in batch:
                message.attempts -= 1
            return batch
        if self._is_empty:
            return []
        batch = claim(now=self.now, size=size)
        self._is_empty = not batch
        self.count += len(batch)
        return batch

    def _ahead(self) -> int:
        since = time.monotonic() - AHEAD
        while self._left_at and self._left_at[0] < since:
            self._left_at.popleft()
        return max(len(self._left_at), self._posting.size)

    def _take_in(self, outcomes: list[Outcome]) -> None:
        at = time.monotonic()
        for outcome in outcomes:
            if outcome.accepted is None and outcome.error is None:
                self._stale.append(outcome.released.message)
            else:
                self._unwritten.append(outcome)
                self._left_at.append(at)

    def _write(self, every: float) -> None:
        if self._unwritten and time.monotonic() - self._written_at >= every:
            outcomes, self._unwritten = self._unwritten, []
            record(outcomes, now=self.now)
            if any(each.error for each in outcomes):
                # It may have been queued on the other channel, and its way may rest now.
                self._is_empty = False
                self._around.forget()
            self._written_at = time.monotonic()
