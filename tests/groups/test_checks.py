"""Just before sending: does it still make sense to this person?"""

from datetime import timedelta

import pytest

from followon.messaging import kinds
from followon.messaging.models import Message
from groups.models import AnswerValue, JobKind, Meeting
from groups.services import jobs
from groups.services.meetings import cancel_meeting, move_meeting, report_met
from groups.services.members import leave, rest
from groups.services.pauses import end_pause, start_pause
from tests.cast import NOW
from tests.groups.make import TUESDAY, TWO, after, answer, make_meeting, member_of

LATER = NOW + timedelta(hours=2)


def why_not(kind, user, meeting, *, version=1, now=LATER):
    message = Message(
        kind=kind, recipient=user, subject=f"meeting:{meeting.pk}", version=version, facts={}
    )
    return kinds.get(kind).still_wanted(message, now)


@pytest.fixture
def meeting(group):
    return make_meeting(group)


ABOUT_A_DATE = ["meeting_booked", "meeting_moved", "reminder_7", "reminder_2"]


@pytest.mark.parametrize("kind", ABOUT_A_DATE)
def test_wanted_while_the_date_stands(meeting, member, kind):
    assert why_not(kind, member, meeting) == ""


@pytest.mark.parametrize("kind", ABOUT_A_DATE)
def test_not_wanted_once_it_moved_was_called_off_or_began(meeting, member, kind):
    assert why_not(kind, member, meeting, version=0) == "the meeting has moved since"
    assert why_not(kind, member, meeting, now=meeting.starts_at) == "the meeting has begun"
    cancel_meeting(meeting=meeting, version=1, by=None, now=NOW)
    assert why_not(kind, member, meeting) == "the meeting was cancelled"


def test_not_to_who_left_or_rests(meeting, member, deputy, group):
    leave(member=member_of(group, member), reason="", by=member, now=NOW)
    until = TUESDAY + timedelta(days=9)
    rest(member=member_of(group, deputy), until=until, texts=False, by=deputy, now=NOW)
    assert why_not("reminder_2", member, meeting) == "no longer a member"
    assert why_not("meeting_moved", deputy, meeting) == "taking a break"
    rest(member=member_of(group, deputy), until=until, texts=True, by=deputy, now=NOW)
    assert why_not("meeting_moved", deputy, meeting) == ""


@pytest.mark.parametrize("kind", ["reminder_7", "reminder_2"])
def test_no_reminder_of_a_date_in_a_rest_that_was_agreed_since(meeting, member, group, kind):
    start_pause(group=group, until=TUESDAY + timedelta(days=1), by=None, now=LATER)
    assert why_not(kind, member, meeting) == "the group is resting"
    end_pause(group=group, by=None, now=LATER)
    assert why_not(kind, member, meeting) == ""


def test_the_first_date_back_and_one_told_during_the_rest_are_reminded_of(
    meeting, member, group, coordinator
):
    start_pause(group=group, until=TUESDAY, by=None, now=LATER)
    assert why_not("reminder_2", member, meeting) == ""
    start_pause(group=group, until=TUESDAY + timedelta(days=9), by=None, now=LATER)
    told = LATER + timedelta(hours=1)
    move_meeting(
        meeting=meeting,
        version=1,
        date=TUESDAY + timedelta(days=1),
        time=meeting.time,
        place=None,
        by=coordinator,
        now=told,
    )
    assert why_not("reminder_2", member, meeting, version=2, now=told) == ""


def test_the_volunteer_hears_of_dates(meeting, ptv, outsider):
    assert why_not("meeting_moved", ptv, meeting) == ""
    assert why_not("meeting_moved", outsider, meeting) == "no longer a member"


@pytest.mark.parametrize("value", AnswerValue.values)
def test_a_reminder_is_not_for_who_said_no(meeting, member, value):
    answer(meeting, member, value)
    said_no = value in (AnswerValue.NOT_THIS_TIME, AnswerValue.NOT_UP_TO_IT)
    expected = "said they will not come" if said_no else ""
    assert why_not("reminder_2", member, meeting) == expected
    assert why_not("meeting_moved", member, meeting) == ""


def test_a_no_to_the_old_date_stops_no_reminder_of_the_new_one(meeting, member):
    answer(meeting, member, AnswerValue.NOT_THIS_TIME)
    moved = move_meeting(
        meeting=meeting,
        version=1,
        date=TUESDAY,
        time=TWO.replace(15),
        place=None,
        by=None,
        now=LATER,
    )
    assert why_not("reminder_2", member, moved, version=2) == ""


def test_a_cancellation_is_told_until_the_hour_of_the_meeting(meeting, member):
    assert why_not("meeting_cancelled", member, meeting) == "the meeting stands again"
    cancel_meeting(meeting=meeting, version=1, by=None, now=NOW)
    assert why_not("meeting_cancelled", member, meeting, version=2) == ""
    late = why_not("meeting_cancelled", member, meeting, version=2, now=meeting.starts_at)
    assert late == "the meeting has begun"


def test_how_did_it_go_is_asked_until_somebody_said(meeting, coordinator):
    later = after(meeting, hours=3)
    assert why_not("how_did_it_go", coordinator, meeting) == "the meeting has moved since"
    assert why_not("how_did_it_go", coordinator, meeting, now=later) == ""
    report_met(meeting=meeting, headcount=4, by=None, now=later)
    assert why_not("how_did_it_go", coordinator, meeting, now=later) == "already reported"


def test_a_next_date_is_asked_for_until_one_is_booked(meeting, coordinator, group):
    later = after(meeting, days=4)
    report_met(meeting=meeting, headcount=4, by=None, now=later)
    assert why_not("next_date", coordinator, meeting, now=later) == ""
    make_meeting(group, on=TUESDAY + timedelta(days=28))
    assert why_not("next_date", coordinator, meeting, now=later) == "a date is booked"


def test_the_evening_is_handed_only_to_who_has_it(meeting, coordinator, deputy, group):
    assert why_not("take_over", deputy, meeting) == "somebody else runs it now"
    jobs.take_over_tonight(
        meeting=meeting, unwell=member_of(group, coordinator), by=coordinator, now=NOW
    )
    assert why_not("take_over", deputy, meeting) == ""


def test_an_offer_is_sent_until_it_is_answered(group, member):
    job = jobs.offer_job(
        group=group, member=member_of(group, member), kind=JobKind.WELCOMER, by=None, now=NOW
    )
    message = Message.objects.get(kind="job_offered")
    still_wanted = kinds.get("job_offered").still_wanted
    assert still_wanted(message, LATER) == ""
    jobs.decline_job(job=job, by=member, now=NOW)
    assert still_wanted(message, LATER) == "already answered"


def test_what_is_gone_is_not_written_about(meeting, member):
    kinds_about = ["meeting_booked", "meeting_cancelled", "take_over", "how_did_it_go", "next_date"]
    Meeting.objects.filter(pk=meeting.pk).delete()
    assert {why_not(kind, member, meeting) for kind in kinds_about} == {"the meeting is gone"}
