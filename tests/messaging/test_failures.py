"""Staff see why a message was held back, never who said what to a meeting."""

from datetime import timedelta

import pytest

from followon.messaging.gate import HELD_BACK, Facts, Skip, verdict
from followon.messaging.models import Message, State
from followon.messaging.queries.failures import sections
from followon.messaging.services.planning import plan_agenda
from followon.messaging.services.sending import send_due
from followon.messaging.services.stops import stop_texts
from groups.models import AnswerValue
from groups.services.members import rest
from tests.cast import NOW
from tests.groups.make import answer, make_meeting, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(group, now):
    """The reminders of a meeting, waiting."""

    meeting = make_meeting(group)
    Message.objects.all().delete()
    moment = meeting.starts_at - timedelta(days=2)
    plan_agenda(now=moment)
    return meeting, moment


def test_who_does_not_come_or_takes_a_break_is_not_on_the_page(
    planned, group, member, deputy, coordinator, clinician
):
    meeting, moment = planned
    answer(meeting, member, AnswerValue.NOT_THIS_TIME, now=moment)
    until = meeting.date + timedelta(days=9)
    rest(member=member_of(group, deputy), until=until, texts=False, by=deputy, now=moment)
    (number,) = coordinator.contacts.all()
    stop_texts(number=number.value, now=moment)
    send_due(now=moment)
    assert Message.objects.filter(state=State.SKIPPED).count() == 3
    shown = {section.code: section for section in sections(clinician, moment)}
    assert [(row.recipient, row.reason) for row in shown["skipped"].rows] == [
        (coordinator, "The person has stopped these messages")
    ]
    assert shown["skipped"].count == 1


def test_every_reason_of_the_gate_itself_may_be_seen():
    forbidding = (
        Facts(send_before=NOW),
        Facts(contact_usable=False),
        Facts(texts_allowed=False),
        Facts(over_limit=True),
        Facts(stopped=True),
        Facts(no_texts=True),
        Facts(channel_chosen=False),
        Facts(send_before=NOW + timedelta(hours=1), texts_lately=(NOW,) * 3),
        Facts(other_channel_open=True, texts_lately=(NOW,) * 3),
    )
    reasons = [verdict(facts, NOW) for facts in forbidding]
    assert {each.reason for each in reasons if isinstance(each, Skip)} == HELD_BACK
    assert verdict(Facts(unwanted="said no"), NOW).reason not in HELD_BACK
