"""Who is told that a concern waits, and when: pure, of plain facts and an explicit `now`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .working_time import after_working_hours, next_open

# How long each further person has before the next one is told too, in working hours.
NEXT_AFTER = {True: timedelta(hours=1), False: timedelta(hours=4)}


@dataclass(frozen=True, slots=True)
class Unread:
    """A concern that nobody has read: who reads in which order, and who leads the service."""

    raised_at: datetime
    due_at: datetime
    is_high: bool
    zone: str
    readers: tuple[Any, ...]
    leads: tuple[Any, ...]


def told_by(concern: Unread, now: datetime) -> list[Any]:
    """
    Everybody who is told by now.

    1. The first reader when it comes in: at any hour where it is of high priority, else once the
       service is open.
    2. When it is overdue the next reader, and so on, each some working hours after the one before.
    3. Then every lead. Where no reader is named the leads come first and at once.
    """
    turns = [(reader,) for reader in concern.readers]
    leads = tuple(lead for lead in concern.leads if lead not in concern.readers)
    told: list[Any] = []
    moment = concern.raised_at if concern.is_high else next_open(concern.raised_at, concern.zone)
    for turn in [*turns, leads] if leads else turns:
        if moment > now:
            break
        told += turn
        moment = _next_turn(concern, moment)
    return told


def _next_turn(concern: Unread, moment: datetime) -> datetime:
    if moment < concern.due_at:
        return concern.due_at
    return after_working_hours(moment, NEXT_AFTER[concern.is_high], concern.zone)
