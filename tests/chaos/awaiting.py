"""Looking until something is true: processes have their own pace, so every look has an end."""

import threading
import time
from collections.abc import Callable

PATIENCE = 60.0


def pause(seconds: float) -> None:
    """Let the other processes get on; whoever calls bounds how often."""
    threading.Event().wait(seconds)


def wait_for(
    what: Callable[[], object],
    why: str,
    patience: float = PATIENCE,
    said: Callable[[], object] = str,
) -> None:
    """Look until it is true, or fail and say what was awaited, and what there was instead."""
    assert happens(what, patience), f"Waited {patience:.0f} s in vain for {why} {said()}"


def happens(what: Callable[[], object], patience: float) -> bool:
    """Whether it comes true in so many seconds."""
    ends = time.monotonic() + patience
    while not what():
        if time.monotonic() > ends:
            return False
        pause(0.05)
    return True
