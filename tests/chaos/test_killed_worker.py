"""A worker is killed with texts in flight; the gateway's own count says what people got."""

from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from followon.celery import app
from followon.messaging.models import Message, State
from followon.messaging.own_kinds import HELP
from followon.messaging.services.outbox import enqueue_to_number
from tests.cast import make_service
from tests.fakes.notify import FakeNotify

from .awaiting import wait_for
from .workers import empty_the_broker, worker

COUNT = 30
IN_FLIGHT = settings.MESSAGES_IN_FLIGHT

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.slow,
    pytest.mark.skipif(not settings.REDIS_URL, reason="needs a broker: set REDIS_URL"),
]


@pytest.fixture
def gateway():
    with FakeNotify() as fake:
        yield fake


def make_texts() -> None:
    """Thirty texts that may leave at any hour, because the processes live in real time."""
    now = timezone.now()
    service = make_service(now)
    for number in range(COUNT):
        enqueue_to_number(
            kind=HELP,
            number=f"+4477009001{number:02}",
            service=service,
            recipient=None,
            now=now,
            dedupe=str(number),
        )


def let_leases_run_out() -> None:
    """As if the five minutes had passed."""
    past = timezone.now() - timedelta(seconds=1)
    Message.objects.filter(state=State.SENDING).update(lease_until=past)
    Message.objects.filter(state=State.UNKNOWN).update(look_at=past)


def all_sent() -> bool:
    return not Message.objects.exclude(state=State.SENT).exists()


def test_a_worker_killed_while_the_gateway_hangs_loses_and_doubles_nothing(
    transactional_db, gateway
):
    empty_the_broker()
    gateway.accept_then_timeout(4)
    gateway.hang(4)
    make_texts()
    with worker(gateway) as first:
        app.send_task("messaging.send_batch")
        wait_for(lambda: len(gateway.calls) >= IN_FLIGHT, "texts in flight")
        first.kill()
    taken = len(gateway.sent)
    assert 0 < taken < COUNT

    empty_the_broker()
    gateway.mend()
    let_leases_run_out()
    with worker(gateway):
        app.send_task("messaging.sweep")
        app.send_task("messaging.plan_and_send")
        wait_for(all_sent, "the second worker to finish")

    times = Counter(each.reference for each in gateway.sent)
    assert times == Counter({str(pk): 1 for pk in Message.objects.values_list("pk", flat=True)})
    assert len(times) == COUNT
