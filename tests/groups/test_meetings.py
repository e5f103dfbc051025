from datetime import UTC, date, datetime, time, timedelta

import pytest

from followon.messaging.models import Message
from groups.errors import (
    AlreadyBooked,
    GroupClosed,
    InThePast,
    MeetingBegun,
    MeetingChanged,
    TooFarAhead,
)
from groups.local_time import NoSuchTime
from groups.models import AnswerValue, EndedHow, MeetingState
from groups.queries.answers import sayings
from groups.services.ending import end_group
from groups.services.meetings import cancel_meeting, move_meeting
from tests.cast import NOW
from tests.groups.make import TUESDAY, TWO, after, answer, make_meeting, make_place, told

LATER = NOW + timedelta(hours=2)
WEDNESDAY = TUESDAY + timedelta(days=1)


def move(meeting, *, version=None, on=WEDNESDAY, at=TWO, place=None, by=None, now=LATER):
    return move_meeting(
        meeting=meeting,
        version=meeting.version if version is None else version,
        date=on,
        time=at,
        place=place,
        by=by,
        now=now,
    )


def test_a_meeting_keeps_its_local_time_and_its_instant(group):
    meeting = make_meeting(group)
    assert (meeting.date, meeting.time, meeting.zone) == (TUESDAY, TWO, "Europe/London")
    assert meeting.starts_at == datetime(2026, 9, 22, 13, tzinfo=UTC)
    assert (meeting.version, meeting.state) == (1, MeetingState.BOOKED)


def test_across_the_change_of_clocks_the_wall_clock_stays(group):
    summer = make_meeting(group, on=date(2026, 10, 24))
    winter = make_meeting(group, on=date(2026, 10, 26))
    assert (summer.starts_at.hour, winter.starts_at.hour) == (13, 14)
    assert summer.time == winter.time


def test_everyone_but_the_one_who_booked_is_told(group, coordinator):
    make_meeting(group, by=coordinator, now=LATER)
    assert told("meeting_booked") == {"Dev", "Moira", "Patrick"}
    assert told("welcome") == set()


def test_people_who_are_new_are_welcomed_with_the_first_date(group):
    make_meeting(group)
    assert told("welcome") == {"Corinne", "Dev", "Moira"}
    assert told("volunteer_named") == {"Patrick"}
    assert told("meeting_booked") == set()


def test_a_message_is_useful_until_the_meeting_begins(group):
    meeting = make_meeting(group, now=LATER)
    about = Message.objects.filter(subject=f"meeting:{meeting.pk}")
    assert set(about.values_list("send_before", flat=True)) == {meeting.starts_at}


@pytest.mark.parametrize(
    ("on", "at", "refused"),
    [
        (NOW.date(), time(9, 59), InThePast),
        (date(2026, 9, 8), time(14), InThePast),
        (date(2027, 3, 28), time(1, 30), NoSuchTime),
    ],
)
def test_a_date_that_cannot_be_is_refused(group, on, at, refused):
    with pytest.raises(refused):
        make_meeting(group, on=on, at=at)
    assert not group.meetings.exists()


def test_one_hour_holds_one_meeting(group):
    make_meeting(group)
    with pytest.raises(AlreadyBooked):
        make_meeting(group)


def test_an_ended_group_books_nothing(group):
    end_group(group=group, how=EndedHow.ENDED_WELL, on=NOW.date(), by=None, now=NOW)
    with pytest.raises(GroupClosed):
        make_meeting(group)


def test_another_groups_place_is_a_mistake(group, outsider):
    others = outsider.memberships.get().group
    with pytest.raises(ValueError, match="not one of group"):
        make_meeting(group, place=make_place(others, own=True))


def test_a_move_keeps_what_was_and_tells_everyone(group, coordinator):
    meeting = make_meeting(group)
    moved = move(meeting, by=coordinator)
    assert (moved.date, moved.version) == (WEDNESDAY, 2)
    assert moved.starts_at == datetime(2026, 9, 23, 13, tzinfo=UTC)
    before = moved.moves.get()
    assert (before.date, before.time, before.version, before.moved_by) == (
        TUESDAY,
        TWO,
        1,
        coordinator,
    )
    assert told("meeting_moved") == {"Dev", "Moira", "Patrick"}
    assert set(
        Message.objects.filter(kind="meeting_moved").values_list("version", "send_before")
    ) == {(2, moved.starts_at)}


def test_a_move_to_where_it_is_already_changes_nothing(group):
    meeting = make_meeting(group)
    assert move(meeting, on=TUESDAY).version == 1
    assert told("meeting_moved") == set()


def test_answers_were_about_the_date_and_not_about_the_place(group, member):
    meeting = make_meeting(group)
    answer(meeting, member, AnswerValue.COMING)
    meeting = move(meeting, on=TUESDAY, place=make_place(group))
    assert sayings([meeting])[meeting.pk].coming == ["Moira"]
    meeting = move(meeting, on=WEDNESDAY, now=LATER + timedelta(hours=1))
    assert sayings([meeting])[meeting.pk].coming == []


def test_the_second_of_two_who_move_is_told(group):
    meeting = make_meeting(group)
    move(meeting)
    with pytest.raises(MeetingChanged) as refused:
        move(meeting, version=1, on=TUESDAY + timedelta(days=7))
    assert refused.value.meeting.date == WEDNESDAY


def test_a_date_that_passed_unseen_can_still_move(group):
    meeting = make_meeting(group)
    moved = move(meeting, now=after(meeting, hours=3), on=WEDNESDAY)
    assert (moved.state, moved.date) == (MeetingState.BOOKED, WEDNESDAY)


def test_a_meeting_is_called_off_and_everyone_told(group, deputy):
    meeting = make_meeting(group)
    off = cancel_meeting(meeting=meeting, version=1, by=deputy, now=LATER)
    assert (off.state, off.cancelled_at, off.version) == (MeetingState.CANCELLED, LATER, 2)
    assert told("meeting_cancelled") == {"Corinne", "Moira", "Patrick"}


def test_the_second_of_two_who_call_it_off_is_told(group):
    meeting = make_meeting(group)
    cancel_meeting(meeting=meeting, version=1, by=None, now=LATER)
    with pytest.raises(MeetingChanged):
        cancel_meeting(meeting=meeting, version=1, by=None, now=LATER)


def test_what_has_begun_is_not_called_off(group):
    meeting = make_meeting(group)
    with pytest.raises(MeetingBegun):
        cancel_meeting(meeting=meeting, version=1, by=None, now=meeting.starts_at)


def test_the_hour_of_a_meeting_that_is_off_is_free_again(group):
    meeting = make_meeting(group)
    cancel_meeting(meeting=meeting, version=1, by=None, now=LATER)
    assert make_meeting(group, now=LATER).starts_at == meeting.starts_at


def test_a_year_that_is_a_slip_of_the_finger_is_told_to_nobody(group):
    with pytest.raises(TooFarAhead):
        make_meeting(group, on=date(2206, 9, 22))
    meeting = make_meeting(group)
    with pytest.raises(TooFarAhead):
        move_meeting(
            meeting=meeting,
            version=1,
            date=date(9999, 12, 31),
            time=TWO,
            place=None,
            by=None,
            now=NOW,
        )
