from datetime import timedelta

import pytest

from groups.errors import BadHeadcount, MeetingNotBegun, MeetingOff, NotAMember
from groups.joining import How
from groups.models import Attendance, GroupState, Meeting, MeetingState, Way
from groups.services.meetings import book_meeting, cancel_meeting, report_met, report_not_met
from groups.services.sweeping import settle_silent_dates
from tests.cast import NOW
from tests.groups.make import TUESDAY, TWO, after, make_meeting, member_of


def met(meeting, headcount, *, by=None, **more):
    return report_met(
        meeting=meeting, headcount=headcount, by=by, now=after(meeting, hours=3), **more
    )


def test_three_who_met_face_to_face_are_a_group(group, coordinator):
    meeting = met(make_meeting(group), 3, by=coordinator)
    assert (meeting.state, meeting.headcount, meeting.reported_by) == (
        MeetingState.MET,
        3,
        coordinator,
    )
    group.refresh_from_db()
    assert group.state == GroupState.MEETING


@pytest.mark.parametrize("headcount", [1, 2, None])
def test_fewer_or_not_counted_is_still_a_group_in_formation(group, headcount):
    met(make_meeting(group), headcount)
    group.refresh_from_db()
    assert group.state == GroupState.FORMING


def test_an_online_meeting_makes_no_group(group):
    meeting = book_meeting(
        group=group, date=TUESDAY, time=TWO, place=None, how=How(Way.ONLINE), by=None, now=NOW
    )
    met(meeting, 6)
    group.refresh_from_db()
    assert group.state == GroupState.FORMING


def test_a_report_can_be_corrected(group, member):
    meeting = make_meeting(group)
    met(meeting, 5, attended=[member_of(group, member)])
    report_not_met(meeting=meeting, by=None, now=after(meeting, hours=4))
    found = Meeting.objects.get()
    assert (found.state, found.headcount) == (MeetingState.NOT_MET, None)
    assert not Attendance.objects.exists()
    assert met(meeting, 6).headcount == 6


@pytest.mark.parametrize("headcount", [0, -1, 61])
def test_a_headcount_that_cannot_be_is_refused(group, headcount):
    meeting = make_meeting(group)
    with pytest.raises(BadHeadcount):
        met(meeting, headcount)
    assert Meeting.objects.get().state == MeetingState.BOOKED


def test_more_names_than_people_are_refused(group, member, deputy):
    names = [member_of(group, member), member_of(group, deputy)]
    with pytest.raises(BadHeadcount):
        met(make_meeting(group), 1, attended=names)


def test_somebody_of_another_group_did_not_come(group, outsider):
    with pytest.raises(NotAMember):
        met(make_meeting(group), 3, attended=[outsider.memberships.get()])
    assert Meeting.objects.get().state == MeetingState.BOOKED


def test_nothing_to_report_before_it_begins_or_when_it_was_off(group):
    meeting = make_meeting(group)
    with pytest.raises(MeetingNotBegun):
        report_met(meeting=meeting, headcount=5, by=None, now=NOW)
    cancel_meeting(meeting=meeting, version=1, by=None, now=NOW)
    with pytest.raises(MeetingOff):
        met(meeting, 5)


def test_a_date_of_which_nobody_speaks_for_a_week_stays_unknown(group):
    meeting = make_meeting(group)
    assert settle_silent_dates(now=after(meeting, days=7) - timedelta(minutes=1)) == 0
    assert settle_silent_dates(now=after(meeting, days=7)) == 1
    assert Meeting.objects.get().state == MeetingState.UNKNOWN
    assert met(meeting, 4).state == MeetingState.MET
