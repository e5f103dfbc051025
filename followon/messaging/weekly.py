"""When somebody's one message a week comes: pure, of a zone, their quiet hours and a moment."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .gate import Facts, next_allowed
from .models import Channel

MONDAY, AT = 0, time(9)
WEEK = timedelta(days=7)
# An outage that lasts longer leaves a week out; what cannot wait has gone by itself.
WINDOW = timedelta(days=1)
# Quiet hours, the cap and a retry may put it off for so long.
USEFUL = timedelta(days=2)


def last_moment(zone: str, now: datetime) -> datetime:
    """The latest Monday at 9am on the local clock, now at the latest."""
    local = now.astimezone(ZoneInfo(zone))
    monday = local.date() - timedelta(days=local.weekday() - MONDAY)
    moment = _at(monday, zone)
    return moment if moment <= now else _at(monday - WEEK, zone)


def is_due(zone: str, now: datetime) -> bool:
    """Whether the week's message is to be made there now."""
    return now - last_moment(zone, now) < WINDOW


def next_moment(zone: str, quiet: tuple[time, time] | None, now: datetime) -> datetime:
    """When the next one leaves, after now: Monday at 9am, or when their quiet hours end."""
    monday = last_moment(zone, now).astimezone(ZoneInfo(zone)).date() + WEEK
    facts = Facts(channel=Channel.TEXT.value, zone=zone, quiet=quiet)
    return next_allowed(facts, _at(monday, zone))


def _at(day: date, zone: str) -> datetime:
    return datetime.combine(day, AT, ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))
