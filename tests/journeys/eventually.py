"""Waiting for what another process will do: bounded, with a message that says what was there."""

import time
from collections.abc import Callable
from typing import TypeVar

from tests.journeys.processes import pause

T = TypeVar("T")


def eventually(
    find: Callable[[], T], *, within: float = 30.0, otherwise: Callable[[], str] = str
) -> T:
    """The first true value that `find` returns; AssertionError when none comes in time."""
    stop_at = time.monotonic() + within
    while True:
        found = find()
        if found:
            return found
        assert time.monotonic() < stop_at, f"Nothing in {within:.0f} s. {otherwise()}"
        pause(0.1)
