"""Two people at the same meeting at the same time, in transactions of their own."""

from datetime import timedelta

import pytest

from followon.messaging.models import Message
from groups.errors import MeetingChanged
from groups.models import Answer, AnsweredBy, AnswerValue, Meeting, MeetingMove
from groups.services.answers import give_answer
from groups.services.meetings import cancel_meeting, move_meeting
from tests.at_once import at_once
from tests.cast import NOW
from tests.groups.make import TUESDAY, TWO, make_meeting, member_of

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(hours=2)


def mover(meeting, days, by):
    return lambda: move_meeting(
        meeting=meeting,
        version=1,
        date=TUESDAY + timedelta(days=days),
        time=TWO,
        place=None,
        by=by,
        now=LATER,
    )


def test_of_two_who_move_one_wins_and_the_other_is_told(group, coordinator, deputy):
    meeting = make_meeting(group)
    outcomes = at_once(mover(meeting, 1, coordinator), mover(meeting, 2, deputy))
    won = [each for each in outcomes if isinstance(each, Meeting)]
    lost = [each for each in outcomes if isinstance(each, MeetingChanged)]
    assert (len(won), len(lost)) == (1, 1)
    assert lost[0].meeting.date == won[0].date == Meeting.objects.get().date
    assert MeetingMove.objects.count() == 1
    told_at = Message.objects.filter(kind="meeting_moved").values_list("recipient", "channel")
    assert len(told_at) == len(set(told_at)) == 3


def test_of_a_move_and_a_cancellation_one_wins(group, coordinator, deputy):
    meeting = make_meeting(group)
    outcomes = at_once(
        mover(meeting, 1, coordinator),
        lambda: cancel_meeting(meeting=meeting, version=1, by=deputy, now=LATER),
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["Meeting", "MeetingChanged"]
    kinds = set(Message.objects.exclude(kind="welcome").values_list("kind", flat=True))
    assert len(kinds & {"meeting_moved", "meeting_cancelled"}) == 1


def test_the_same_member_answering_twice_at_once_has_one_answer(group, member):
    meeting = make_meeting(group)
    stay = member_of(group, member)

    def say(value, way):
        return lambda: give_answer(
            meeting=meeting, member=stay, value=value, by_way=way, given_by=member, now=LATER
        )

    outcomes = at_once(
        say(AnswerValue.COMING, AnsweredBy.TEXT), say(AnswerValue.NOT_SURE, AnsweredBy.LINK)
    )
    assert [type(each) for each in outcomes] == [Answer, Answer]
    assert Answer.objects.filter(meeting=meeting, member=stay).count() == 1
