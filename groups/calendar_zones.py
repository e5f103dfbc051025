"""A zone's changes of clocks, written out for calendar files (RFC 5545, 3.6.5): pure.

The `icalendar` package can do it too, but gives the hour after each change in spring as its onset.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Observance:
    """What clocks show from some onset on."""

    name: str
    before: timedelta
    after: timedelta
    is_summer: bool


def zone_between(name: str, first: date, last: date) -> Timezone:
    """The zone's rules for the whole years around these days."""
    zone = Timezone()
    zone.add("tzid", name)
    for observance, onsets in _observances(name, first.year - 1, last.year + 1).items():
        part = TimezoneDaylight() if observance.is_summer else TimezoneStandard()
        part.add("dtstart", onsets[0])
        if onsets[1:]:
            part.add("rdate", list(onsets[1:]))
        part.add("tzname", observance.name)
        part.add("tzoffsetfrom", observance.before)
        part.add("tzoffsetto", observance.after)
        zone.add_component(part)
    return zone


@lru_cache(maxsize=64)
def _observances(name: str, first: int, last: int) -> dict[Observance, list[datetime]]:
    """Each with its onsets in the wall time that held just before."""
    zone = ZoneInfo(name)
    starts = datetime.combine(date(first, 1, 1), time(), tzinfo=UTC)
    ends = datetime.combine(date(last + 1, 1, 1), time(), tzinfo=UTC)
    found = {_at(zone, starts, starts): [starts.replace(tzinfo=None) + _offset(zone, starts)]}
    for onset in _changes(zone, starts, ends):
        before = onset - timedelta(seconds=1)
        wall = onset.replace(tzinfo=None) + _offset(zone, before)
        found.setdefault(_at(zone, before, onset), []).append(wall)
    return found


def _changes(zone: ZoneInfo, starts: datetime, ends: datetime) -> Iterator[datetime]:
    """The instants at which clocks change, to the second; at most one within a day."""
    day = starts
    while day < ends:
        low, high = day, day + DAY
        day = high
        if _offset(zone, low) == _offset(zone, high):
            continue
        while high - low > timedelta(seconds=1):
            middle = low + (high - low) // 2
            middle = middle.replace(microsecond=0)
            if _offset(zone, middle) == _offset(zone, low):
                low = middle
            else:
                high = middle
        yield high


def _at(zone: ZoneInfo, before: datetime, onset: datetime) -> Observance:
    """Summer is when clocks are ahead, also where a law calls that the usual time (Ireland)."""
    after = _offset(zone, onset)
    year_after = [_offset(zone, onset + month * 30 * DAY) for month in range(1, 13)]
    return Observance(
        name=onset.astimezone(zone).tzname() or "",
        before=_offset(zone, before),
        after=after,
        is_summer=after > min(year_after),
    )


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
