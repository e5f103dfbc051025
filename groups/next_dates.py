"""Dates that a group might meet on, round holidays: pure, of days and a rhythm."""

from dataclasses import dataclass
from datetime import date, timedelta
from datetime import date as Date

from .bank_holidays import bank_holiday
from .rhythm import KEPT_FREE, next_on

WEEK = timedelta(days=7)
# The day before and after a bank holiday are often taken off with it.
NEAR = timedelta(days=1)
CHRISTMAS = "Christmas"


@dataclass(frozen=True)
class NextDate:
    """What is proposed; `holiday` is on it or next to it, and `instead` are dates that are not."""

    date: Date
    holiday: str = ""
    is_on_it: bool = False
    instead: tuple[Date, ...] = ()


def next_date(last: date, days: int, today: date) -> NextDate:
    """The next date in a rhythm; where a holiday is on it or near it, the weeks round it too."""
    proposed = next_on(last, days, today)
    named = holiday_near(proposed)
    if not named:
        return NextDate(proposed)
    around = (proposed - WEEK, proposed + WEEK)
    instead = tuple(day for day in around if day > max(last, today) and not holiday_near(day))
    return NextDate(proposed, named, is_holiday(proposed), instead)


def several(last: date, days: int, today: date, count: int) -> list[date]:
    """Dates to choose from: the one in the rhythm, then the days and weeks beside it."""
    first = next_on(last, days, today)
    beside = (0, 1, 7, 8, -7, 14, 15, 21, 22, 28)
    found = (first + timedelta(days=each) for each in beside)
    free = [day for day in found if day > today + NEAR and not is_holiday(day)]
    return sorted(free[:count])


def holiday_near(day: date) -> str:
    """The holiday on that day or beside it; the two weeks of Christmas and New Year as one."""
    if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2):
        return CHRISTMAS
    return next((name for each in _around(day) if (name := bank_holiday(each))), "")


def is_holiday(day: date) -> bool:
    """Whether hardly anybody comes on that day itself."""
    return bool(bank_holiday(day)) or (day.month, day.day) in KEPT_FREE


def _around(day: date) -> tuple[date, ...]:
    return (day, day - NEAR, day + NEAR)
