"""Meetings as calendar files (RFC 5545, 5546): pure, from what a meeting is to what phones take in.

A meeting is written in local wall time with its zone, so a change of clocks never moves it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from .calendar_zones import zone_between

PRODUCT = "-//Follow-on//Meetings//EN"
# Meetings have no end: people come for as long as suits them. A calendar has to draw something.
DRAWN = timedelta(hours=2)
# What calendars are asked to do; most look once or a few times a day, whatever is asked.
REFRESH = timedelta(hours=4)


@dataclass(frozen=True)
class Mailbox:
    """Who an invitation is from, or to."""

    address: str
    name: str = ""


@dataclass(frozen=True)
class Entry:
    """One meeting as its reader may see it; `sequence` goes up with each change."""

    uid: str
    sequence: int
    title: str
    day: date
    at: time
    zone: str
    where: str
    words: str
    page: str
    made_at: datetime
    changed_at: datetime
    join: str = ""
    is_off: bool = False


def feed(entries: Sequence[Entry], *, name: str, zone: str) -> bytes:
    """A calendar to subscribe to; the same meetings give the same bytes."""
    calendar = _calendar(name, zone)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("PT4H"))
    return _written(calendar, entries, [_event(entry, entry.changed_at) for entry in entries])


def single(entry: Entry, *, name: str) -> bytes:
    """One meeting to keep: taken in again it takes the place of the one before."""
    return _written(_calendar(name, entry.zone), [entry], [_event(entry, entry.changed_at)])


def invitation(
    entry: Entry,
    *,
    organizer: Mailbox,
    guest: Mailbox | None,
    said: str = "NEEDS-ACTION",
    now: datetime,
) -> tuple[str, bytes]:
    """The iTIP method and the file that goes with a mail.

    Without a guest who can answer it is published: for calendars to keep, not to reply to.
    """
    to_answer = "CANCEL" if entry.is_off else "REQUEST"
    method = "PUBLISH" if guest is None else to_answer
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = _event(entry, now)
    event.add("organizer", _address(organizer))
    if guest is not None:
        event.add("attendee", _guest(guest, said, asks=not entry.is_off))
        event.add("x-microsoft-disallow-counter", vText("TRUE"))
    return method, _written(calendar, [entry], [event])


def _calendar(name: str, zone: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", vText(name))
    calendar.add("x-wr-timezone", vText(zone))
    return calendar


def _event(entry: Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("sequence", entry.sequence)
    event.add("created", entry.made_at)
    event.add("last-modified", entry.changed_at)
    event.add("summary", entry.title)
    event.add("dtstart", datetime.combine(entry.day, entry.at), parameters={"TZID": entry.zone})
    event.add("duration", DRAWN)
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    event.add("class", "PRIVATE")  # whoever shares a calendar shares only that there is something
    event.add("url", vUri(entry.page))
    if entry.where:
        event.add("location", entry.where)
    if entry.words:
        event.add("description", entry.words)
    if entry.join and not entry.is_off:
        event.add("conference", vUri(entry.join), parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    return event


def _written(calendar: Calendar, entries: Iterable[Entry], events: Iterable[Event]) -> bytes:
    days: dict[str, list[date]] = {}
    for entry in entries:
        days.setdefault(entry.zone, []).append(entry.day)
    for zone in sorted(days):
        calendar.add_component(zone_between(zone, min(days[zone]), max(days[zone])))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _address(mailbox: Mailbox) -> vCalAddress:
    address = vCalAddress(f"mailto:{mailbox.address}")
    if mailbox.name:
        address.params["CN"] = mailbox.name
    return address


def _guest(guest: Mailbox, said: str, *, asks: bool) -> vCalAddress:
    address = _address(guest)
    address.params["CUTYPE"] = "INDIVIDUAL"
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = said
    if asks:
        address.params["RSVP"] = "TRUE"
    return address
