"""Two beats and six workers at the same time: no message is planned or sent twice."""

from collections import Counter
from datetime import time as Time
from datetime import timedelta

import pytest

from followon.messaging.models import Message
from groups.models import Membership
from tests.chaos.awaiting import wait_for
from tests.chaos.crew import Process
from tests.chaos.form import of_size
from tests.chaos.ledger import judge
from tests.chaos.stage import Stage, asked
from tests.chaos.world import make_world, meetings, texts

GROUPS, MEMBERS, TEXTS = of_size(9, 90), of_size(4, 6), of_size(120, 3000)
NODES, CHILDREN = of_size(2, 6), of_size(3, 1)  # six workers, as children of two nodes or alone
# Their reminders fall due minute by minute, while others are being sent.
HOURS = (Time(10, 1), Time(10, 2), Time(10, 3))

pytestmark = [pytest.mark.embedded, pytest.mark.slow, pytest.mark.timeout(600)]


def test_two_beats_and_six_workers_plan_and_send_everything_once(stage):
    now = stage.now()
    world = make_world(now)
    booked = meetings(world, now, [HOURS[n % 3] for n in range(GROUPS)], MEMBERS)
    start_everybody(stage)
    texts(world, TEXTS, now)

    for minutes in (1, 2, 3):  # the clock goes on while they send
        stage.go_to(stage.morning + timedelta(minutes=minutes))
        stage.wait_for_a_plan()
    stage.come_to_rest(until=stage.morning + timedelta(minutes=4))

    reminders = Message.objects.filter(kind="reminder_2")
    assert Counter(reminders.values_list("recipient", "subject")) == Counter(
        (member.user_id, f"meeting:{meeting.pk}")
        for meeting in booked
        for member in Membership.objects.filter(group=meeting.group)
    )
    verdict = judge(asked(world.messages), stage.gateway.accepted())
    assert verdict.once == TEXTS + GROUPS * MEMBERS
    assert (verdict.lost, verdict.doubled, verdict.in_doubt_twice) == ([], [], [])
    assert stage.gateway.arrived() == verdict.once


def start_everybody(stage: Stage) -> None:
    """Until each of them has done something: what is due later then finds all of them there."""
    for number in range(NODES):
        stage.crew.worker(f"node{number}", CHILDREN)
    for name in ("beat", "second beat"):
        stage.crew.beat(name)
    everybody = stage.crew.processes.values()
    wait_for(lambda: all(map(at_work, everybody)), "two beats and six workers to be at work")


def at_work(process: Process) -> bool:
    """A beat has sent a task, a node has done one: both say so in their logs."""
    said = process.log.read_text()
    return "Sending due task" in said or " succeeded in " in said
