from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from followon.messaging.models import NEXT_STATES, Message, State
from followon.messaging.services.states import advance
from tests.cast import NOW

from .kit import queue

LEASE = NOW + timedelta(minutes=5)
PAIRS = [(one, other) for one in State.values for other in State.values if one != other]


def into(message: Message, state: str) -> Message:
    """The row in that state, without going through the ones before."""
    Message.objects.filter(pk=message.pk).delete()
    message._state.adding = True
    message.state, message.lease_until, message.reason = state, LEASE, "because"
    message.save(force_insert=True)
    return message


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_database_lets_a_message_only_go_forward(ann, service, answers, one, other):
    message = into(queue(ann, service), one)
    rows = Message.objects.filter(pk=message.pk)
    if other in NEXT_STATES[one]:
        assert rows.update(state=other) == 1
        return
    refused = pytest.raises(IntegrityError, match=f"never goes from {one} to {other}")
    with refused, transaction.atomic():
        rows.update(state=other)


def test_only_one_of_two_moves_it(ann, service, answers):
    message = into(queue(ann, service), State.SENDING)
    same = Message.objects.get(pk=message.pk)
    assert advance(message, State.SENT, now=NOW) is True
    assert advance(same, State.SENT, now=NOW) is False


def test_a_lease_of_somebody_else_moves_nothing(ann, service, answers):
    message = into(queue(ann, service), State.SENDING)
    assert advance(message, State.QUEUED, now=NOW, lease=LEASE - timedelta(minutes=9)) is False
    assert advance(message, State.QUEUED, now=NOW, lease=LEASE) is True


def test_a_code_does_not_stay_in_the_row(ann, service, answers):
    message = into(queue(ann, service, "code", facts={"secret": "123456", "a": 1}), State.SENDING)
    advance(message, State.UNKNOWN, now=NOW)
    assert Message.objects.get(pk=message.pk).facts == {"secret": "123456", "a": 1}
    advance(message, State.SENT, now=NOW)
    assert Message.objects.get(pk=message.pk).facts == {"a": 1}


def test_a_skipped_message_says_why(ann, service, answers):
    message = queue(ann, service)
    with pytest.raises(IntegrityError, match="skipped_says_why"), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(state=State.SKIPPED)
