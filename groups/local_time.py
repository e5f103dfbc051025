"""From a wall clock's date and time to the instant, and back: pure."""

from calendar import monthrange
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


class NoSuchTime(ValueError):
    """An hour that clocks skip when they go forward."""


def instant(on: date, at: time, zone: str) -> datetime:
    """The UTC instant of that local date and time; the first of an hour that comes twice.

    Raises NoSuchTime for the hour that clocks skip.
    """
    local = datetime.combine(on, at, tzinfo=ZoneInfo(zone))
    there = local.astimezone(UTC)
    if there.astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchTime(f"There is no {at:%H:%M} on {on:%Y-%m-%d} in {zone}: clocks skip it.")
    return there


def local_day(moment: datetime, zone: str) -> date:
    """Which day it is there at that instant."""
    return moment.astimezone(ZoneInfo(zone)).date()


def local_clock(moment: datetime, zone: str) -> time:
    """What the clock shows there at that instant."""
    return moment.astimezone(ZoneInfo(zone)).time()


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
