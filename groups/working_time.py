"""When a service works, and what is due by when: pure. Monday to Friday, 9am to 5pm local time."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .bank_holidays import bank_holiday
from .local_time import instant

OPENS, CLOSES = time(9), time(17)
HIGH_WITHIN = timedelta(hours=4)
SATURDAY = 5

IsHoliday = Callable[[date], bool]


def is_bank_holiday(day: date) -> bool:
    """Whether England has a bank holiday on that day."""
    return bool(bank_holiday(day))


def is_working_day(day: date, is_holiday: IsHoliday = is_bank_holiday) -> bool:
    """Monday to Friday, and no bank holiday."""
    return day.weekday() < SATURDAY and not is_holiday(day)


def next_working_day(day: date, is_holiday: IsHoliday = is_bank_holiday) -> date:
    """The first working day after that one."""
    following = day + timedelta(days=1)
    while not is_working_day(following, is_holiday):
        following += timedelta(days=1)
    return following


def next_open(moment: datetime, zone: str, is_holiday: IsHoliday = is_bank_holiday) -> datetime:
    """That moment where somebody works then, else when they next begin."""
    local = moment.astimezone(ZoneInfo(zone))
    if is_working_day(local.date(), is_holiday):
        if local.time() < OPENS:
            return instant(local.date(), OPENS, zone)
        if local.time() < CLOSES:
            return moment
    return instant(next_working_day(local.date(), is_holiday), OPENS, zone)


def after_working_hours(
    moment: datetime, hours: timedelta, zone: str, is_holiday: IsHoliday = is_bank_holiday
) -> datetime:
    """When so many hours have been worked since; at 5pm sharp rather than at 9am the day after."""
    begins = next_open(moment, zone, is_holiday)
    while True:
        closes = instant(begins.astimezone(ZoneInfo(zone)).date(), CLOSES, zone)
        if begins + hours <= closes:
            return begins + hours
        hours -= closes - begins
        begins = next_open(closes, zone, is_holiday)


def end_of_next_working_day(
    moment: datetime, zone: str, is_holiday: IsHoliday = is_bank_holiday
) -> datetime:
    """5pm on the first working day after that moment's own day."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    return instant(next_working_day(day, is_holiday), CLOSES, zone)


def due_at(
    moment: datetime, *, is_high: bool, zone: str, is_holiday: IsHoliday = is_bank_holiday
) -> datetime:
    """By when a concern is to be read: 4 working hours, else the end of the next working day."""
    if is_high:
        return after_working_hours(moment, HIGH_WITHIN, zone, is_holiday)
    return end_of_next_working_day(moment, zone, is_holiday)
