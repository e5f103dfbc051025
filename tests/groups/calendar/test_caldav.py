"""Our files in a real calendar server (Radicale), put and read by a real client (caldav)."""

import threading
from datetime import UTC, datetime, timedelta
from wsgiref.simple_server import WSGIRequestHandler, make_server

import caldav
import pytest
import radicale.config
from icalendar import Calendar
from radicale.app import Application

from groups.models import AnswerValue
from groups.services.calendar import make_address
from groups.services.meetings import cancel_meeting, move_meeting
from tests.cast import NOW
from tests.groups.calendar.kit import ORGANIZER, answers, invited, known_for_long, mailed
from tests.groups.make import TUESDAY, TWO, make_meeting, make_place, member_of


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """Nothing."""


@pytest.fixture
def calendar(tmp_path):
    """Moira's calendar on a server on loopback."""
    own = {
        "storage": {"filesystem_folder": str(tmp_path)},
        "auth": {"type": "none"},
        "rights": {"type": "authenticated"},
    }
    configuration = radicale.config.load()
    configuration.update(own, "test")
    server = make_server("127.0.0.1", 0, Application(configuration), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    with caldav.DAVClient(url, username="moira", password="x") as client:
        yield client.principal().make_calendar(name="Mine")
    server.shutdown()
    server.server_close()


@pytest.fixture
def meeting(group, coordinator, settings):
    settings.CALENDAR_ANSWERS_TO = ORGANIZER
    known_for_long(group)
    return make_meeting(group, place=make_place(group), by=coordinator)


def kept(file: str) -> str:
    """What a client stores of an invitation: the same without what it asked of it."""
    return "".join(line for line in file.splitlines(keepends=True) if "METHOD" not in line)


def between(calendar, start: datetime, end: datetime) -> list:
    return calendar.search(start=start, end=end, event=True, expand=False)


def test_it_is_kept_moved_and_struck_out_as_one_entry(calendar, meeting, member):
    calendar.save_event(kept(invited(member, "meeting_booked").file))
    hour = timedelta(hours=1)
    [found] = between(calendar, meeting.starts_at, meeting.starts_at + hour)
    assert found.icalendar_component["SUMMARY"] == "Bedminster group"
    day = TUESDAY + timedelta(days=40)  # the clocks have changed
    meeting = move_meeting(
        meeting=meeting, version=1, date=day, time=TWO, place=None, by=None, now=NOW
    )
    calendar.save_event(kept(invited(member, "meeting_moved").file))
    assert between(calendar, NOW, NOW + timedelta(days=30)) == []
    at_two = datetime(2026, 11, 1, 14, tzinfo=UTC)
    assert len(between(calendar, at_two, at_two + hour)) == 1
    assert between(calendar, at_two - hour, at_two) == []
    cancel_meeting(meeting=meeting, version=2, by=None, now=NOW)
    calendar.save_event(kept(invited(member, "meeting_cancelled").file))
    [event] = calendar.events()
    assert event.icalendar_component["STATUS"] == "CANCELLED"


def test_what_the_client_answers_counts(calendar, meeting, member):
    invitation = invited(member, "meeting_booked").file
    event = calendar.save_event(kept(invitation))
    event.change_attendee_status("mailto:moira@example.com", PARTSTAT="ACCEPTED")
    event.save()
    [saved] = calendar.events()
    told = saved.data.replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:REPLY", 1)
    assert answers(mailed(told))
    assert member_of(meeting.group, member).answers.get().value == AnswerValue.COMING


def test_the_whole_feed_can_be_taken_in(client, calendar, group, meeting, member):
    make_meeting(group, on=TUESDAY + timedelta(days=60))
    file = client.get(f"/calendar/{make_address(user=member, now=NOW)}.ics").content
    for event in split(file):
        calendar.save_event(event)
    assert len(calendar.events()) == 2
    assert len(between(calendar, NOW, NOW + timedelta(days=30))) == 1


def split(file: bytes) -> list[str]:
    """One calendar for each entry, as clients keep a feed."""
    whole = Calendar.from_ical(file)
    parts = []
    for event in whole.walk("VEVENT"):
        part = Calendar({"prodid": whole["PRODID"], "version": "2.0"})
        for zone in whole.walk("VTIMEZONE"):
            part.add_component(zone)
        part.add_component(event)
        parts.append(part.to_ical().decode())
    return parts
