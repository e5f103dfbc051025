from datetime import date, timedelta

import pytest

from followon.messaging.services.planning import plan
from groups.errors import GroupClosed, Refused
from groups.models import EndedHow, GroupState, LeavingReason, Meeting, MeetingState, Membership
from groups.services.ending import end_group
from groups.services.members import add_member, come_back, leave, rest
from groups.services.pauses import end_pause, start_pause
from groups.services.sweeping import end_rests
from tests.cast import NOW, make_person, new_mobile
from tests.groups.make import make_meeting, member_of, told

LATER = NOW + timedelta(hours=2)
NOVEMBER = date(2026, 11, 1)


def test_joining_twice_is_one_stay(group, service):
    ann = make_person("Ann Other", service=service)
    first = add_member(group=group, user=ann, by=None, now=NOW)
    assert add_member(group=group, user=ann, by=None, now=LATER) == first


def test_leaving_is_for_now_and_the_history_stays(group, member):
    stay = leave(member=member_of(group, member), reason=LeavingReason.TRAVEL, by=member, now=NOW)
    assert (stay.left_at, stay.left_reason) == (NOW, LeavingReason.TRAVEL)
    leave(member=stay, reason="", by=member, now=LATER)
    stay.refresh_from_db()
    assert (stay.left_at, stay.left_reason) == (NOW, LeavingReason.TRAVEL)
    add_member(group=group, user=member, by=None, now=LATER)
    assert Membership.objects.filter(user=member).count() == 2


def test_nobody_joins_a_group_that_has_ended(group, outsider):
    end_group(group=group, how=EndedHow.FADED, on=NOW.date(), by=None, now=NOW)
    with pytest.raises(GroupClosed):
        add_member(group=group, user=outsider, by=None, now=NOW)


def test_whoever_rests_hears_nothing_unless_they_want_to(group, member, deputy):
    rest(member=member_of(group, member), until=NOVEMBER, texts=False, by=member, now=NOW)
    rest(member=member_of(group, deputy), until=NOVEMBER, texts=True, by=deputy, now=NOW)
    make_meeting(group, now=LATER)
    assert told("meeting_booked") == {"Corinne", "Dev", "Patrick"}


def test_a_break_ends_by_itself_or_sooner(group, member):
    stay = rest(member=member_of(group, member), until=NOVEMBER, texts=False, by=member, now=NOW)
    assert stay.is_resting(date(2026, 10, 31))
    assert not stay.is_resting(NOVEMBER)
    assert not come_back(member=stay, by=member, now=LATER).is_resting(date(2026, 10, 1))


def test_a_break_ends_in_the_future(group, member):
    with pytest.raises(Refused, match="must be in the future"):
        rest(member=member_of(group, member), until=NOW.date(), texts=False, by=member, now=NOW)


def test_a_group_rests_and_comes_back_on_its_day(group):
    start_pause(group=group, until=NOVEMBER, by=None, now=NOW)
    start_pause(group=group, until=date(2026, 11, 8), by=None, now=LATER)
    group.refresh_from_db()
    assert group.state == GroupState.RESTING
    assert group.pauses.get().until == date(2026, 11, 8)
    assert end_rests(now=NOW + timedelta(days=59)) == 0
    assert end_rests(now=NOW + timedelta(days=60)) == 1
    group.refresh_from_db()
    assert group.state == GroupState.FORMING
    assert end_pause(group=group, by=None, now=NOW + timedelta(days=60)) is None


def test_an_ending_calls_off_what_was_booked(group):
    make_meeting(group)
    ended = end_group(group=group, how=EndedHow.ENDED_WELL, on=NOW.date(), by=None, now=NOW)
    assert (ended.state, ended.ended_how, ended.ended_on) == (
        GroupState.ENDED,
        EndedHow.ENDED_WELL,
        NOW.date(),
    )
    assert Meeting.objects.get().state == MeetingState.CANCELLED
    with pytest.raises(GroupClosed):
        end_group(group=group, how=EndedHow.ENDED_WELL, on=NOW.date(), by=None, now=NOW)


def test_who_was_added_by_hand_is_welcomed_within_the_day(group, service):
    meeting = make_meeting(group)
    ann = make_person("Ann Other", mobile=new_mobile(), service=service)
    add_member(group=group, user=ann, by=None, now=LATER)
    plan(now=LATER + timedelta(minutes=30))
    assert "Ann" not in told("welcome")
    plan(now=LATER + timedelta(minutes=61))
    plan(now=LATER + timedelta(minutes=62))
    welcome = ann.messages.get(kind="welcome")
    assert welcome.subject == f"meeting:{meeting.pk}"
