"""When the end of a turn at a job, or of a group's rest, is told of: pure, of days and a zone."""

from datetime import date, datetime, time, timedelta

from .reminders import at_or_after

JOB_TOLD = timedelta(days=14)
REST_TOLD = timedelta(days=5)
TOLD_AT = time(10)
# From here on whoever has a job is asked whether they would like to go on.
GO_ON_FROM = timedelta(days=30)


def told_at(ends_on: date, before: timedelta, zone: str) -> datetime:
    """At ten in the morning, so long before that day."""
    return at_or_after(ends_on - before, TOLD_AT, zone)


def over_at(day: date, zone: str) -> datetime:
    """When that day begins there."""
    return at_or_after(day, time(0), zone)


def may_go_on(ends_on: date | None, today: date) -> bool:
    """Whether a turn is over, or near enough to its end to speak of another."""
    return ends_on is not None and ends_on - today <= GO_ON_FROM


def next_end(ends_on: date | None, today: date, turn: timedelta) -> date:
    """The end of one more turn."""
    return max(ends_on or today, today) + turn
