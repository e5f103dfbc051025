"""A worker is killed after the provider took a message on and before we wrote it down."""

from collections import Counter
from collections.abc import Iterator
from datetime import time as Time
from datetime import timedelta

import pytest

from followon.celery import app
from followon.messaging.models import Message, State
from followon.messaging.retry import DOUBT_WAIT
from followon.messaging.services.claiming import LEASE
from tests.chaos.awaiting import wait_for
from tests.chaos.crew import Process
from tests.chaos.ledger import judge
from tests.chaos.stage import Stage, asked
from tests.chaos.world import codes, make_world, meetings, people, texts
from tests.fakes.smtp_sink import SmtpSink

TEXTS = 30
TAKEN, STALLED = 4, 4

pytestmark = [pytest.mark.embedded, pytest.mark.slow]


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    with SmtpSink() as server:
        yield server


def test_what_the_provider_can_be_asked_about_arrives_once(stage):
    """Some were taken on without a word, some not taken on, some not even handed over."""
    world = make_world(stage.now())
    stage.gateway.fail("accepted-stall", TAKEN)
    stage.gateway.fail("stall", STALLED)
    worker = stage.crew.worker("worker")
    stage.crew.wait_until_ready()
    texts(world, TEXTS, stage.now())
    wait_for(lambda: stage.gateway.arrived() >= TAKEN + STALLED, "texts on their way")
    killed_and_back_when_leases_are_over(stage, worker)
    stage.crew.beat()
    stage.come_to_rest(until=stage.now())

    accepted = stage.gateway.accepted()
    verdict = judge(asked(world.messages), accepted)
    assert (verdict.once, len(accepted)) == (TEXTS, TEXTS)
    assert stage.gateway.counts()["asked"] >= TAKEN + STALLED


def test_what_it_cannot_be_asked_about_is_sent_once_more_and_a_code_twice_more(stage, sink):
    stage.crew.environment |= {
        "EMAIL_TRANSPORT": "smtp",
        "EMAIL_HOST": sink.host,
        "EMAIL_PORT": str(sink.port),
        "EMAIL_USE_TLS": "0",
        "EMAIL_TIMEOUT": "60",
    }
    world = make_world(stage.now())
    meetings(world, stage.now(), [Time(9, 30)], members=2, email=True)
    codes(world, people(world, 1, email=True), stage.now(), lasts=timedelta(days=1))
    for _ in range(8):
        sink.accept_then_hang()

    worker = stage.crew.worker("worker", children=2)  # one plans while the other waits
    stage.crew.beat()
    for count in (3, 6, 7):
        wait_for(lambda count=count: len(sink.mails) == count, f"mail {count}:", said=worker.said)
        killed_and_back_when_leases_are_over(stage, worker)
    stage.come_to_rest(until=stage.now() + LEASE)

    by_kind = Counter(Message.objects.values_list("kind", "state", "doubts").order_by())
    got = Counter(mail.message["Message-ID"] for mail in sink.mails)
    assert sorted(got.values()) == [2, 2, 3]
    assert {
        (kind, state, doubts): number
        for (kind, state, doubts), number in by_kind.items()
        if state == State.UNKNOWN
    } == {("reminder_2", State.UNKNOWN, 2): 2, ("sign_in_code", State.UNKNOWN, 3): 1}


def killed_and_back_when_leases_are_over(stage: Stage, worker: Process) -> None:
    """Swept up, and past the wait that each doubt is given."""
    stage.crew.kill(worker)
    stage.clock.shift(LEASE + timedelta(seconds=1))
    stage.crew.start(worker)
    stage.crew.wait_until_ready()
    app.send_task("messaging.sweep")
    wait_for(lambda: not Message.objects.filter(state=State.SENDING).exists(), "the sweep")
    stage.clock.shift(DOUBT_WAIT + timedelta(seconds=1))
