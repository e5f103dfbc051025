"""Which way a message takes, and what a way's failure means for it and for the way. Pure.

A channel has ways in an order, such as GOV.UK Notify and then Twilio. A way that fails for reasons
of its own is set aside for a while, in which messages begin with the next one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from .transports import TransportError

IN_A_ROW = 5
REST = timedelta(minutes=5)
LONGEST_REST = timedelta(minutes=40)
# A provider that itself says "not before" this is left alone at its first word.
TOLD_TO_WAIT = timedelta(minutes=1)


@dataclass(frozen=True)
class Ways:
    """The ways of one channel in their order, and those of them that are set aside just now."""

    names: tuple[str, ...]
    set_aside: frozenset[str] = frozenset()

    def first(self, wished: str = "") -> str:
        """Where the next try goes: as was wished, else the first open one, else the first."""
        if wished in self.names:
            return wished
        return next((name for name in self.names if name not in self.set_aside), self.names[0])

    def after(self, failed: str, error: TransportError) -> str:
        """The way for this message's next try, at once; "" where it waits for its turn again.

        Only what surely did not go, for no reason of the person's, is taken elsewhere.
        """
        if not may_go_elsewhere(error) or failed not in self.names:
            return ""
        later = self.names[self.names.index(failed) + 1 :]
        return next((name for name in later if name not in self.set_aside), "")


def may_go_elsewhere(error: TransportError) -> bool:
    """Not what may have gone, nor what the person or their own network is the reason of."""
    of_the_person = error.contact_dead or error.opted_out or error.of_recipient
    return not (error.unclear or of_the_person)


def is_the_way_s_own(error: TransportError) -> bool:
    """Whether it says that the way is in trouble, and not just this one message.

    A time-out does, though its message is asked about and never taken elsewhere.
    """
    if error.configuration or error.unclear:
        return True
    return not (error.permanent or error.of_recipient)


def in_a_row(before: int, results: Iterable[TransportError | None]) -> int:
    """How many failures of its own a way has had since it last took something on."""
    count = before
    for error in results:
        if error is None:
            count = 0
        elif is_the_way_s_own(error):
            count += 1
    return count


def rests_until(failures: int, rests: int, error: TransportError, now: datetime) -> datetime | None:
    """Until when a way is set aside after so many failures in a row; None: it is not yet.

    Five minutes, and twice as long for each rest since it last took something on, up to forty.
    """
    if error.retry_after is not None and error.retry_after >= TOLD_TO_WAIT:
        return now + error.retry_after
    if failures < IN_A_ROW:
        return None
    rest: timedelta = REST * 2 ** min(rests, 8)
    return now + min(rest, LONGEST_REST)
