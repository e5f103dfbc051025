"""Waking a worker for what comes in by the hundred: soon, and seldom."""

import logging
import time
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)

SOON = 1.0


class Waker:
    """Has a task run that takes on all that waits, at most about once a second.

    The task starts that much later than the call that asks for it, so it finds what the calls in
    between have kept. Where nobody can be woken, the sweep finds it. Each web process has its own.
    """

    def __init__(
        self, task: Any, *, soon: float = SOON, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.task, self.soon, self.clock = task, soon, clock
        self.asked_at = float("-inf")

    def __call__(self) -> None:
        now = self.clock()
        # A little less, so that no clock lets a row slip in behind the task.
        if now - self.asked_at < self.soon * 0.9:
            return
        self.asked_at = now
        try:
            self.task.apply_async(countdown=self.soon, retry=False)
        except Exception as error:
            name = type(error).__name__
            log.warning("No worker could be woken (%s); the sweep will find it", name)
