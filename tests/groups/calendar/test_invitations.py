"""What goes with the e-mails about a date."""

from datetime import timedelta

import pytest

from followon.messaging.models import Message, State
from followon.messaging.services.outbox import enqueue
from followon.messaging.services.sending import send_due
from groups.models import AnswerValue, Meeting
from groups.services.calendar import make_address
from groups.services.meetings import cancel_meeting, move_meeting
from groups.services.members import leave, rest
from tests.cast import NOW
from tests.fakes.smtp_sink import SmtpSink
from tests.groups.calendar.kit import ORGANIZER, event, invited, known_for_long
from tests.groups.make import TUESDAY, answer, make_meeting, make_place, member_of
from tests.messaging.kit import composed

LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _answers_come_in(settings):
    settings.CALENDAR_ANSWERS_TO = ORGANIZER


@pytest.fixture
def meeting(group, coordinator):
    known_for_long(group)
    return make_meeting(group, place=make_place(group), by=coordinator)


def moved(meeting, **change):
    change = {"date": meeting.date, "time": meeting.time, "place": meeting.place, **change}
    return move_meeting(meeting=meeting, version=meeting.version, by=None, now=LATER, **change)


def test_the_mail_of_a_booking_invites(meeting, member):
    found = invited(member, "meeting_booked")
    asked = event(found.file)
    assert found.method == "REQUEST"
    assert str(asked["ATTENDEE"]) == "mailto:moira@example.com"
    assert asked["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert str(asked["ORGANIZER"]) == f"mailto:{ORGANIZER}"
    assert asked["ORGANIZER"].params["CN"] == "Avon Follow-on"
    assert "Nobody reads words sent with the answer." in str(asked["DESCRIPTION"])


def test_moved_and_cancelled_change_the_same_entry(meeting, member):
    first = event(invited(member, "meeting_booked").file)
    meeting = moved(meeting, date=TUESDAY + timedelta(days=40))
    second = event(invited(member, "meeting_moved", now=LATER).file)
    cancel_meeting(meeting=meeting, version=2, by=None, now=LATER)
    off = invited(member, "meeting_cancelled", now=LATER)
    third = event(off.file)
    assert off.method == "CANCEL"
    assert first["UID"] == second["UID"] == third["UID"]
    assert [each["SEQUENCE"] for each in (first, second, third)] == [0, 1, 2]
    assert second["DTSTART"].to_ical() == b"20261101T140000"
    assert third["STATUS"] == "CANCELLED"


def test_it_is_the_same_entry_as_in_the_feed(client, meeting, member):
    feed = client.get(f"/calendar/{make_address(user=member, now=NOW)}.ics").content
    assert event(feed)["UID"] == event(invited(member, "meeting_booked").file)["UID"]


def test_another_place_keeps_what_they_said_and_another_day_asks_again(meeting, member):
    answer(meeting, member, AnswerValue.COMING)
    meeting = moved(meeting, place=make_place(meeting.group, name="The Dairy"))
    assert event(invited(member, "meeting_moved").file)["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    moved(meeting, date=TUESDAY + timedelta(days=1))
    asked = event(invited(member, "meeting_moved").file)
    assert asked["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"


def remind(meeting, member):
    [message] = enqueue(
        kind="reminder_2",
        recipient=member,
        service=meeting.group.service,
        now=NOW,
        subject=f"meeting:{meeting.pk}",
        version=meeting.version,
        send_before=meeting.starts_at,
    )
    return composed(message, NOW).envelope.invitation


def test_a_reminder_asks_again_only_who_has_not_answered(meeting, member):
    assert remind(meeting, member).method == "REQUEST"
    Message.objects.all().delete()
    answer(meeting, member, AnswerValue.NOT_SURE)
    assert remind(meeting, member) is None


def test_where_answers_cannot_come_in_none_is_asked_for(meeting, member, settings):
    settings.CALENDAR_ANSWERS_TO = ""
    found = invited(member, "meeting_booked")
    assert found.method == "PUBLISH"
    assert "ATTENDEE" not in event(found.file)
    assert "Nobody reads" not in found.file


def test_a_text_has_none(meeting, deputy):
    texts = Message.objects.filter(recipient=deputy, kind="meeting_booked", channel="text")
    assert composed(texts.get(), NOW).envelope.invitation is None


@pytest.fixture
def sink(settings):
    """The mail server that everything goes by."""
    with SmtpSink() as sink:
        settings.EMAIL_TRANSPORT, settings.EMAIL_USE_TLS = "smtp", False
        settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
        yield sink


def test_it_arrives_beside_the_words_and_as_a_file(meeting, member, sink):
    send_due(now=NOW)
    [mail] = sink.mails
    kinds = [part.get_content_type() for part in mail.message.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar", "application/ics"]
    beside = next(p for p in mail.message.walk() if p.get_content_type() == "text/calendar")
    assert beside.get_param("method") == "REQUEST"
    assert beside.get_content_charset() == "utf-8"
    file = mail.message.get_payload()[-1]
    assert file.get_filename() == "meeting.ics"
    asked = beside.get_payload(decode=True).decode()
    assert event(asked)["UID"] == event(file.get_payload(decode=True))["UID"]
    assert str(event(asked)["LOCATION"]) == "The Bakery, 1 North Street, Bristol"
    assert "2pm" in mail.body


@pytest.mark.parametrize("change", ["left", "resting", "moved", "cancelled"])
def test_what_no_longer_holds_is_not_sent(group, meeting, member, sink, change):
    """Decided at the moment of sending: the booking's mail waits, and then there is no point."""
    own = member_of(group, member)
    if change == "left":
        leave(member=own, reason="", by=member, now=NOW)
    elif change == "resting":
        rest(member=own, until=TUESDAY, texts=False, by=member, now=NOW)
    elif change == "moved":
        moved(meeting, date=TUESDAY + timedelta(days=1))
    else:
        cancel_meeting(meeting=meeting, version=1, by=None, now=LATER)
    send_due(now=LATER)
    states = dict(Message.objects.filter(recipient=member).values_list("kind", "state"))
    assert states["meeting_booked"] == State.SKIPPED
    invitations = [
        part.get_param("method")
        for mail in sink.mails
        for part in mail.message.walk()
        if part.get_content_type() == "text/calendar"
    ]
    expected = {"left": [], "resting": [], "moved": ["REQUEST"], "cancelled": ["CANCEL"]}
    assert invitations == expected[change]


def test_an_online_meeting_has_its_link_for_members(meeting, member):
    Meeting.objects.update(online_url="https://meet.example/x", place=None, way="online")
    asked = event(invited(member, "meeting_booked").file)
    assert str(asked["LOCATION"]) == "Online"
    assert str(asked["CONFERENCE"]) == "https://meet.example/x"
    assert "Join online: https://meet.example/x" in str(asked["DESCRIPTION"])
