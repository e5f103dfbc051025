"""Whether groups that begin get in each other's way: one volunteer, one place, one day. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import time as Time
from itertools import combinations
from typing import Any

# A meeting lasts an hour or two; the next one in the same room begins after that.
ROOM_FOR = 3 * 60


@dataclass(frozen=True)
class First:
    """A group's first date; `ptv` and `place` are whatever tells them apart, None where open."""

    name: str
    date: Date
    time: Time
    place: Any = None
    ptv: Any = None


@dataclass(frozen=True)
class Clash:
    """Two dates that do not go together: "ptv" on one day, or "place" at one time."""

    what: str
    one: First
    other: First


def clashes(new: Sequence[First], others: Iterable[First] = ()) -> list[Clash]:
    """Among the new ones, and of each of them with dates that are booked already."""
    pairs = [*combinations(new, 2), *((one, other) for one in new for other in others)]
    found = [
        Clash("ptv", one, other)
        for one, other in pairs
        if one.ptv is not None and one.ptv == other.ptv and one.date == other.date
    ]
    return found + [
        Clash("place", one, other)
        for one, other in pairs
        if one.place is not None and one.place == other.place and _overlap(one, other)
    ]


def _overlap(one: First, other: First) -> bool:
    apart = abs(_minutes(one.time) - _minutes(other.time))
    return one.date == other.date and apart < ROOM_FOR


def _minutes(time: Time) -> int:
    return time.hour * 60 + time.minute
