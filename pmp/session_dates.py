"""The dates of a programme's weekly sessions. Pure."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count, islice, pairwise

from groups.bank_holidays import bank_holiday

WEEK = timedelta(weeks=1)
MOST_SESSIONS = 20

IsHoliday = Callable[[date], object]


def weekly(
    first: date,
    sessions: int,
    *,
    skip_bank_holidays: bool,
    is_holiday: IsHoliday = bank_holiday,
) -> list[date]:
    """So many dates a week apart; a bank holiday's week is left out where that is wished."""
    weeks = (first + number * WEEK for number in count())
    wanted = (day for day in weeks if not (skip_bank_holidays and is_holiday(day)))
    return list(islice(wanted, sessions))


def moved(dates: list[date], place: int, to: date, *, following: bool) -> list[date]:
    """The dates with the one at `place` moved, and those behind it by as many days if wished."""
    by = to - dates[place]
    return [
        day + by if index == place or (following and index > place) else day
        for index, day in enumerate(dates)
    ]


def in_order(dates: list[date]) -> bool:
    """Whether each lies after the one before."""
    return all(earlier < later for earlier, later in pairwise(dates))
