"""Staff see why a message was held back, never who said what to a meeting."""

from datetime import timedelta

import pytest

from followon.messaging.gate import HELD_BACK, TOO_LATE, Facts, Skip, verdict
from followon.messaging.models import Message, State
from followon.messaging.queries.failures import PARTS, copies, counts, messages_of
from followon.messaging.services.planning import plan_agenda
from followon.messaging.services.sending import send_due
from followon.messaging.services.stops import stop_texts
from groups.models import AnswerValue
from groups.services.members import rest
from tests.cast import NOW
from tests.groups.make import answer, make_meeting, member_of

from .kit import in_state, queue

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
    seen = messages_of(clinician, moment)
    assert [(row.recipient, row.reason) for row in PARTS["held-back"].of(seen)] == [
        (coordinator, "The person has stopped these messages")
    ]
    assert counts(seen) == {**dict.fromkeys(PARTS, 0), "held-back": 1}


def test_a_second_copy_that_nobody_needed_is_not_told_either(ann, service, answers):
    first, second = fell_through(ann, service, "v1"), queue(ann, service, subject="meeting:1")
    in_state(second, State.SKIPPED, reason="said no")
    assert copies([first]) == {first.pk: []}
    in_state(second, State.SKIPPED, reason=TOO_LATE)
    assert copies([first]) == {first.pk: [second]}


def fell_through(person, service, dedupe=""):
    """One message that could not be delivered."""
    return in_state(queue(person, service, subject="meeting:1", dedupe=dedupe), State.UNDELIVERABLE)


def part_of(user, message):
    """The one part that shows this message, and the counts say so too."""
    seen = messages_of(user, NOW)
    codes = [code for code, part in PARTS.items() if message in part.of(seen)]
    number = counts(seen)
    assert [number[code] > 0 for code in codes] == [True] * len(codes)
    (code,) = codes
    return code


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (State.QUEUED, "another-way"),
        (State.DELIVERED, "another-way"),
        (State.SENT, "another-way"),
        (State.UNKNOWN, "another-way"),
        (State.FAILED, "failed"),
        (State.SKIPPED, "failed"),
    ],
)
def test_what_failed_needs_somebody_until_a_copy_may_arrive(
    clinician, ann, service, answers, state, code
):
    failed = fell_through(ann, service)
    assert part_of(clinician, failed) == "failed"
    in_state(queue(ann, service, subject="meeting:1", dedupe="again"), state)
    assert part_of(clinician, failed) == code


def test_a_message_about_another_thing_or_to_another_is_no_copy(
    clinician, ann, bob, service, answers
):
    failed = fell_through(ann, service)
    queue(bob, service, subject="meeting:1")
    queue(ann, service, subject="meeting:2")
    queue(ann, service, subject="meeting:1", version=1)
    queue(ann, service, "asking", subject="meeting:1")
    assert part_of(clinician, failed) == "failed"


def test_messages_about_nothing_are_no_copies_of_each_other(clinician, ann, service, answers):
    failed = in_state(queue(ann, service), State.FAILED)
    queue(ann, service, dedupe="another")
    assert part_of(clinician, failed) == "failed"
    assert copies([failed]) == {failed.pk: []}


def test_every_reason_of_the_gate_itself_may_be_seen():
    forbidding = (
        Facts(send_before=NOW),
        Facts(contact_usable=False),
        Facts(texts_allowed=False),
        Facts(over_limit=True),
        Facts(weekly_at=NOW),
        Facts(stopped=True),
        Facts(no_texts=True),
        Facts(channel_chosen=False),
        Facts(send_before=NOW + timedelta(hours=1), texts_lately=(NOW,) * 3),
        Facts(other_channel_open=True, texts_lately=(NOW,) * 3),
    )
    reasons = [verdict(facts, NOW) for facts in forbidding]
    assert {each.reason for each in reasons if isinstance(each, Skip)} == HELD_BACK
    assert verdict(Facts(unwanted="said no"), NOW).reason not in HELD_BACK
