"""Handing over what was released: several at once, in threads that touch no database."""

import logging
import time
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

from ..transports import Accepted, TransportError
from .composing import Released

log = logging.getLogger(__name__)

# Seconds. What was gated longer ago than this is gated again: a meeting may have moved since.
FRESH = 2.0
# Seconds. To be woken by every single outcome would cost as much as a tenth of sending it.
GATHER = 0.005


@dataclass(frozen=True)
class Outcome:
    """What the provider said; where it said neither, the message had waited for too long."""

    released: Released
    accepted: Accepted | None = None
    error: TransportError | None = None

    @property
    def way(self) -> str:
        return self.released.transport.name


class Posting:
    """A pool of threads for one shift; its methods are for the shift's own thread alone."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.unanswered = 0
        self._waiting: SimpleQueue[Released | None] = SimpleQueue()
        self._outcomes: SimpleQueue[Outcome] = SimpleQueue()
        self._threads: list[Thread] = []

    def hand_over(self, released: Released) -> None:
        """Let it leave as soon as a thread is free."""
        self.unanswered += 1
        self._waiting.put(released)
        if len(self._threads) < min(self.size, self.unanswered):
            thread = Thread(target=self._work, name="posting", daemon=True)
            self._threads.append(thread)
            thread.start()

    def take(self, wait: float) -> list[Outcome]:
        """The outcomes that have come in; waits up to so many seconds for the first."""
        found = []
        try:
            found.append(self._outcomes.get(timeout=wait))
            if self.unanswered > 1:
                time.sleep(GATHER)
            while True:
                found.append(self._outcomes.get_nowait())
        except Empty:
            self.unanswered -= len(found)
            return found

    def stop(self) -> list[Released]:
        """Begin nothing more and wait for what is in flight; what was never begun."""
        left = []
        try:
            while True:
                released = self._waiting.get_nowait()
                left += [released] if released is not None else []
        except Empty:
            self.unanswered -= len(left)
        for _thread in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()
        return left

    def _work(self) -> None:
        while released := self._waiting.get():
            self._outcomes.put(post(released))


def post(released: Released) -> Outcome:
    """Hand one message to its provider, unless it was gated too long ago."""
    if time.monotonic() - released.gated_at > FRESH:
        return Outcome(released)
    try:
        accepted = released.transport.send(released.composed.envelope)
    except TransportError as error:
        return Outcome(released, error=error)
    except Exception as error:
        # It may have gone: a fault of ours behind the call must not send it twice.
        message = released.message
        log.exception("Message %s (%s) broke while it was sent", message.pk, message.kind)
        return Outcome(released, error=TransportError(type(error).__name__, unclear=True))
    return Outcome(released, accepted=accepted)
