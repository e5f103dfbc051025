from datetime import timedelta

import pytest

from groups.errors import MeetingBegun, MeetingOff, NotAMember
from groups.models import Answer, AnsweredBy, AnswerValue
from groups.queries.answers import sayings
from groups.services.answers import give_answer
from groups.services.meetings import cancel_meeting
from groups.services.members import leave
from tests.cast import NOW
from tests.groups.make import answer, make_meeting, member_of


def test_an_answer_can_change_at_any_time_and_is_one_row(group, member):
    meeting = make_meeting(group)
    for value in AnswerValue.values:
        answer(meeting, member, value)
    kept = Answer.objects.get()
    assert (kept.value, kept.by, kept.given_by) == (value, AnsweredBy.PAGE, member)


@pytest.mark.parametrize("way", AnsweredBy.values)
def test_every_way_gives_the_same_row(group, member, way):
    meeting = make_meeting(group)
    give_answer(
        meeting=meeting,
        member=member_of(group, member),
        value=AnswerValue.COMING,
        by_way=way,
        given_by=member,
        now=NOW,
    )
    assert Answer.objects.values_list("member__user", "value", "guests").get() == (
        member.pk,
        AnswerValue.COMING,
        0,
    )


def test_a_friendly_line_goes_only_with_not_up_to_it(group, member):
    meeting = make_meeting(group)
    assert not answer(meeting, member, AnswerValue.COMING, tell_the_group=True).tell_the_group
    assert answer(meeting, member, AnswerValue.NOT_UP_TO_IT, tell_the_group=True).tell_the_group
    assert sayings([meeting])[meeting.pk].greetings == ["Moira"]


def test_guests_are_said_with_the_name(group, member):
    meeting = make_meeting(group)
    answer(meeting, member, AnswerValue.COMING, guests=2)
    assert sayings([meeting])[meeting.pk].coming == ["Moira + 2"]


def test_no_answer_once_the_meeting_has_begun(group, member):
    meeting = make_meeting(group)
    answer(meeting, member, AnswerValue.COMING, now=meeting.starts_at - timedelta(seconds=1))
    with pytest.raises(MeetingBegun):
        answer(meeting, member, AnswerValue.NOT_SURE, now=meeting.starts_at)
    assert Answer.objects.get().value == AnswerValue.COMING


def test_no_answer_to_a_meeting_that_is_off(group, member):
    meeting = make_meeting(group)
    cancel_meeting(meeting=meeting, version=1, by=None, now=NOW)
    with pytest.raises(MeetingOff):
        answer(meeting, member, AnswerValue.COMING)


def test_only_members_answer(group, member, outsider):
    meeting = make_meeting(group)
    stay = member_of(group, member)
    leave(member=stay, reason="", by=member, now=NOW)
    for stranger in (stay, outsider.memberships.get()):
        with pytest.raises(NotAMember):
            give_answer(
                meeting=meeting,
                member=stranger,
                value=AnswerValue.COMING,
                by_way=AnsweredBy.PAGE,
                given_by=None,
                now=NOW,
            )
    assert not Answer.objects.exists()
