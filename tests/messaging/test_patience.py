"""The database goes away for a moment while messages are released or written down."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db import InterfaceError, OperationalError, transaction

from followon.messaging.models import Message, State
from followon.messaging.services import patience, recording, releasing
from followon.messaging.services.patience import PAUSES, patiently
from followon.messaging.services.sending import send_due
from tests.cast import NOW

from .kit import queue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def slept() -> Iterator[list[float]]:
    """How long it waited, without waiting."""
    pauses: list[float] = []
    with patch.object(patience.time, "sleep", pauses.append):
        yield pauses


def away(times: int, then, error: type[Exception] = OperationalError):
    """A function that finds no database so many times."""
    left = iter([error("server closed the connection")] * times)

    def work(*arguments, **options):
        for missing in left:
            raise missing
        return then(*arguments, **options)

    return work


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_it_is_tried_again_until_the_database_is_back(slept, error):
    assert patiently(away(3, lambda: "back", error)) == "back"
    assert slept == list(PAUSES[:3])


def test_one_that_stays_away_is_an_error_at_last(slept):
    with pytest.raises(OperationalError):
        patiently(away(100, lambda: "back"))
    assert slept == list(PAUSES)


def test_another_error_is_nothing_to_wait_for(slept):
    with pytest.raises(ValueError, match="wrong"):
        patiently(away(1, lambda: "back", lambda words: ValueError("wrong")))
    assert slept == []


def test_a_transaction_that_was_begun_elsewhere_cannot_be_gone_on_with(slept):
    with pytest.raises(OperationalError), transaction.atomic():
        patiently(away(1, lambda: "back"))
    assert slept == []


@pytest.mark.parametrize(
    ("module", "name"), [(releasing, "_release"), (recording, "_record")], ids=["gate", "record"]
)
def test_no_message_pays_for_it(ann, service, notify, caplog, module, name):
    queue(ann, service)
    with patch.object(module, name, away(2, getattr(module, name))):
        send_due(now=NOW)
    message = Message.objects.get()
    assert (message.state, message.attempts, len(notify.sent)) == (State.SENT, 1, 1)
    assert "could not be made" not in caplog.text
