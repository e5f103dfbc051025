"""The files themselves, read back by `icalendar` and by `vobject`."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as some

from groups.calendar import Entry, Mailbox, feed, invitation, single
from groups.local_time import NoSuchTime, instant
from tests.groups.calendar.kit import event, events, instants

NOW = datetime(2026, 9, 9, 9, tzinfo=UTC)
ENTRY = Entry(
    uid="u-1",
    sequence=0,
    title="Bedminster group",
    day=date(2026, 9, 22),
    at=time(14),
    zone="Europe/London",
    where="The Bakery, 1 North Street, Bristol",
    words="Come for as long as suits you.",
    page="https://fo.example.org/meetings/1/",
    made_at=NOW,
    changed_at=NOW,
)
MOIRA = Mailbox("moira@example.com", "Moira")
US = Mailbox("meetings@followon.example", "Avon Follow-on")
ZONES = ("Europe/London", "Europe/Dublin", "America/New_York", "Pacific/Auckland", "Asia/Kolkata")


def asked(entry: Entry = ENTRY, **more) -> tuple[str, bytes]:
    return invitation(entry, **{"organizer": US, "guest": MOIRA, "now": NOW, **more})


def test_it_is_wall_time_in_its_zone():
    found = event(single(ENTRY, name="x"))
    assert found["DTSTART"].to_ical() == b"20260922T140000"
    assert found["DTSTART"].params["TZID"] == "Europe/London"
    assert instants(single(ENTRY, name="x")) == [datetime(2026, 9, 22, 13, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 3, 28), time(14), 14),
        (date(2026, 3, 29), time(0, 59), 0),
        (date(2026, 3, 29), time(2), 1),
        (date(2026, 3, 29), time(14), 13),
        (date(2026, 10, 24), time(14), 13),
        (date(2026, 10, 25), time(0, 30), 23),
        (date(2026, 10, 25), time(2, 30), 2),
        (date(2026, 10, 25), time(14), 14),
    ],
)
def test_a_change_of_clocks_moves_no_meeting(day, at, utc):
    [found] = instants(single(replace(ENTRY, day=day, at=at), name="x"))
    assert (found.hour, found.minute) == (utc, at.minute)
    assert found == instant(day, at, "Europe/London")


@settings(max_examples=60, deadline=None)
@given(
    day=some.dates(date(2026, 1, 1), date(2036, 12, 31)),
    minute=some.integers(0, 24 * 60 - 1),
    zone=some.sampled_from(ZONES),
)
def test_the_zone_in_the_file_says_what_the_world_says(day, minute, zone):
    at = time(minute // 60, minute % 60)
    try:
        begins = instant(day, at, zone)
    except NoSuchTime:
        return
    once = begins + timedelta(hours=1)
    if once.astimezone(ZoneInfo(zone)).time() == at:
        return  # an hour that comes twice: the standard says the first, some readers take the last
    assert instants(single(replace(ENTRY, day=day, at=at, zone=zone), name="x")) == [begins]


@settings(max_examples=60, deadline=None)
@given(words=some.text(max_size=200), name=some.text(max_size=60))
def test_any_words_survive(words, name):
    """But for what no calendar file can hold."""

    def held(text: str) -> str:
        return "".join(c for c in text if c in "\n\t" or c.isprintable()).strip()

    words, name = held(words), held(name) or "x"
    file = single(replace(ENTRY, title=name, words=words), name="x")
    assert max(map(len, file.split(b"\r\n"))) <= 75
    assert str(event(file).get("DESCRIPTION", "")) == words
    assert str(event(file)["SUMMARY"]) == name
    assert vobject.readOne(file.decode()).vevent.summary.value == name


def test_a_feed_holds_each_zone_once_and_says_when_to_look_again():
    dates = [
        replace(ENTRY, uid="1"),
        replace(ENTRY, uid="2", day=date(2027, 9, 1)),
        replace(ENTRY, uid="3", zone="Europe/Dublin"),
    ]
    file = feed(dates, name="My meetings", zone="Europe/London")
    assert [str(each["UID"]) for each in events(file)] == ["1", "2", "3"]
    calendar = vobject.readOne(file.decode())
    assert sorted(zone.tzid.value for zone in calendar.vtimezone_list) == [
        "Europe/Dublin",
        "Europe/London",
    ]
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT4H" in file
    assert b"X-WR-CALNAME:My meetings" in file
    assert b"METHOD" not in file


def test_the_same_meetings_give_the_same_bytes_and_none_a_calendar_too():
    assert feed([ENTRY], name="x", zone="UTC") == feed([ENTRY], name="x", zone="UTC")
    assert events(feed([], name="x", zone="UTC")) == []


def test_a_cancelled_one_says_so_and_offers_no_way_in():
    file = single(replace(ENTRY, is_off=True, sequence=2, join="https://x.example/j"), name="x")
    found = event(file)
    assert (found["STATUS"], found["SEQUENCE"]) == ("CANCELLED", 2)
    assert b"CONFERENCE" not in file


def test_an_invitation_asks_its_guest():
    method, file = asked()
    found = event(file)
    assert method == "REQUEST"
    assert b"METHOD:REQUEST\r\n" in file
    assert str(found["ATTENDEE"]) == "mailto:moira@example.com"
    assert found["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert found["ATTENDEE"].params["RSVP"] == "TRUE"
    assert str(found["ORGANIZER"]) == "mailto:meetings@followon.example"
    assert found["DTSTAMP"].dt == NOW
    read = vobject.readOne(file.decode())
    assert (read.method.value, read.vevent.uid.value) == ("REQUEST", "u-1")


def test_a_cancelled_invitation_keeps_its_id_and_goes_up():
    method, file = asked(replace(ENTRY, sequence=3, is_off=True))
    found = event(file)
    assert (method, found["UID"], found["SEQUENCE"]) == ("CANCEL", "u-1", 3)
    assert "RSVP" not in found["ATTENDEE"].params


def test_without_a_guest_it_asks_nobody():
    method, file = asked(guest=None)
    assert method == "PUBLISH"
    assert "ATTENDEE" not in event(file)


@pytest.mark.parametrize("name", ['Ann "the Cook" O\'Neill', "Łucja; Ćwik, née Żak", "a\r\nBCC:x"])
def test_a_name_cannot_break_out(name):
    _method, file = asked(guest=Mailbox("moira@example.com", name))
    assert b"\r\nBCC" not in file
    assert str(event(file)["ATTENDEE"]) == "mailto:moira@example.com"
