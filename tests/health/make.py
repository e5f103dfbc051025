"""Histories made by hand, in as few words as a test can do with."""

from collections.abc import Sequence
from datetime import date, timedelta

from groups.health.history import (
    Event,
    History,
    MeetingHeld,
    MeetingPlanned,
    MemberJoined,
    RhythmAgreed,
)

START = date(2024, 1, 8)


def day(number: int) -> date:
    """The day so many days after the start."""
    return START + timedelta(days=number)


def held(
    number: int, count: int | None = 6, *, late: int = 1, name: str | None = None
) -> MeetingHeld:
    """A meeting on that day, reported `late` days after."""
    return MeetingHeld(day(number + late), name or f"k{number}", day(number), count)


def planned(number: int, *, ahead: int = 14) -> MeetingPlanned:
    """A meeting booked for that day, `ahead` days before."""
    return MeetingPlanned(day(number - ahead), f"k{number}", day(number))


def meetings(counts: Sequence[int | None], *, every: int = 30, late: int = 1) -> list[Event]:
    """A meeting each rhythm with those headcounts, the first one a rhythm after the start."""
    return [held(every * (place + 1), count, late=late) for place, count in enumerate(counts)]


def group(
    events: Sequence[Event] = (), *, rhythm: float = 30, members: int = 6, **facts: object
) -> History:
    """A group that started on START with its rhythm agreed and its members joined."""
    first: list[Event] = [RhythmAgreed(START, rhythm)]
    first += [MemberJoined(START, f"m{number}") for number in range(1, members + 1)]
    return History("G1", START, (*first, *events), **facts)  # type: ignore[arg-type]
