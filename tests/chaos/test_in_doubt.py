"""A worker is killed after a provider took messages on and before we wrote it down."""

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
from tests.chaos.world import World, codes, make_world, meetings, people, texts
from tests.fakes.smtp_sink import SmtpSink

TEXTS = 30
TAKEN, STALLED = 4, 4
# By SMTP, where nobody can be asked: two reminders and a code.
REMINDED = 2
ALL_TIMES = REMINDED * 2 + 3

pytestmark = [pytest.mark.embedded, pytest.mark.slow]


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    """Takes every mail on and never says so."""
    with SmtpSink() as server:
        for _ in range(2 * ALL_TIMES):
            server.accept_then_hang()
        yield server


def test_where_it_can_be_asked_it_arrives_once_else_once_more_and_a_code_twice_more(stage, sink):
    stage.crew.environment |= {
        "EMAIL_TRANSPORT": "smtp",
        "EMAIL_HOST": sink.host,
        "EMAIL_PORT": str(sink.port),
        "EMAIL_USE_TLS": "0",
        "EMAIL_TIMEOUT": "60",
    }
    world = given_mails_and_texts(stage)
    worker = stage.crew.worker("worker", children=4)  # some plan while others wait
    stage.crew.beat()
    wait_for(lambda: stage.gateway.arrived() >= TAKEN + STALLED, "texts on their way")

    for count in (REMINDED + 1, 2 * (REMINDED + 1), ALL_TIMES):
        wait_for(lambda count=count: len(sink.mails) == count, f"mail {count}:", said=worker.said)
        kill_and_come_back_when_leases_are_over(stage, worker)
    stage.come_to_rest(until=stage.now() + LEASE)

    then_texts_arrived_once(stage, world)
    then_mails_arrived_as_often_as_they_may(sink)


def given_mails_and_texts(stage: Stage) -> World:
    """Some texts are taken on without a word, some not taken on, some never handed over."""
    stage.gateway.fail("accepted-stall", TAKEN)
    stage.gateway.fail("stall", STALLED)
    now = stage.now()
    world = make_world(now)
    meetings(world, now, [Time(9, 30)], members=REMINDED, email=True)
    codes(world, people(world, 1, email=True), now, lasts=timedelta(days=1))
    texts(world, TEXTS, now)
    return world


def kill_and_come_back_when_leases_are_over(stage: Stage, worker: Process) -> None:
    """Swept up, and past the wait that each doubt is given."""
    stage.crew.kill(worker)
    stage.clock.shift(LEASE + timedelta(seconds=1))
    stage.crew.start(worker)
    stage.crew.wait_until_ready()
    app.send_task("messaging.sweep")
    wait_for(lambda: not Message.objects.stuck(stage.now()).exists(), "the sweep")
    stage.clock.shift(DOUBT_WAIT + timedelta(seconds=1))


def then_texts_arrived_once(stage: Stage, world: World) -> None:
    texts = Message.objects.filter(channel="text").values_list("pk", flat=True)
    references = {str(pk) for pk in texts}
    rows = [row for row in asked(world.messages) if row[0] in references]
    accepted = stage.gateway.accepted()
    verdict = judge(rows, accepted)
    assert (verdict.once, len(accepted)) == (TEXTS, TEXTS)
    assert stage.gateway.counts()["asked"] >= TAKEN


def then_mails_arrived_as_often_as_they_may(sink: SmtpSink) -> None:
    got = Counter(mail.message["Message-ID"] for mail in sink.mails)
    assert sorted(got.values()) == [*([2] * REMINDED), 3]
    mails = Message.objects.filter(channel="email", state=State.UNKNOWN)
    assert Counter(mails.values_list("kind", "doubts").order_by()) == {
        ("reminder_2", 2): REMINDED,
        ("sign_in_code", 3): 1,
    }
