"""Everything breaks at random moments; the gateway's own count says what people got."""

import random
import time
from collections import Counter
from datetime import time as Time
from datetime import timedelta

import pytest

from followon.messaging.models import Message
from tests.chaos import faults
from tests.chaos.awaiting import wait_for
from tests.chaos.faults import Troubles
from tests.chaos.form import IS_FULL, Seed, of_size
from tests.chaos.ledger import judge
from tests.chaos.moves import Moves, sent_too_late
from tests.chaos.stage import Stage, asked
from tests.chaos.table import table
from tests.chaos.world import World, codes, make_world, meetings, people, texts

TEXTS, GROUPS, MEMBERS = of_size(255, 4500), of_size(4, 60), of_size(5, 6)
CODES, WORKERS, MOVED = of_size(15, 100), of_size(2, 3), of_size(2, 20)
# By then the later reminders are due as well.
THE_REST = timedelta(minutes=20)
# The last faults still find messages that wait.
USED_BY_THEN = 0.9

pytestmark = [pytest.mark.embedded, pytest.mark.slow, pytest.mark.timeout(1500)]


def test_no_fault_loses_a_message_and_none_is_sent_twice_that_was_answered(stage):
    seed, started = Seed.drawn(), time.monotonic()
    print(seed)  # noqa: T201
    chance = seed.random()
    world, moves = given_messages_that_are_due(stage, chance)
    troubles = Troubles(stage, chance)
    when_everything_breaks(stage, troubles, moves, chance)
    stage.come_to_rest(until=stage.morning + THE_REST)
    stage.receipts_are_worked_on()
    then_nobody_was_forgotten_or_told_twice(stage, world, moves, troubles, seed, started)


def given_messages_that_are_due(stage: Stage, chance: random.Random) -> tuple[World, Moves]:
    """Texts and codes at any hour; reminders of meetings, half of them due in a while."""
    now = stage.now()
    world = make_world(now)
    half_past_nine, soon = Time(9, 30), Time(10, 12)
    hours = [half_past_nine if number % 2 else soon for number in range(GROUPS)]
    booked = meetings(world, now, hours, MEMBERS)
    texts(world, TEXTS, now)
    codes(world, people(world, CODES), now)
    return world, Moves(stage, booked, chance)


def when_everything_breaks(
    stage: Stage, troubles: Troubles, moves: Moves, chance: random.Random
) -> None:
    """Each fault waits for its number of arrivals; what is in flight then meets it."""
    drawn = faults.full(chance) if IS_FULL else faults.short(chance)
    span = int((TEXTS + CODES) * USED_BY_THEN)
    marks = sorted(chance.sample(range(1, span), len(drawn)))
    moved = set(chance.sample(range(len(drawn)), MOVED))
    stage.gateway.hold(0)
    for number in range(WORKERS):
        stage.crew.worker(f"worker{number}")
    stage.crew.beat()
    stage.open_for_receipts()
    stage.crew.wait_until_ready()
    for number, (mark, fault) in enumerate(zip(marks, drawn, strict=True)):
        stage.gateway.hold(mark)
        wait_for(lambda mark=mark: reached(stage, troubles, mark), f"message {mark}: {fault}")
        troubles.happen(fault)
        if number in moved:
            moves.move_one()
    stage.gateway.hold(None)
    troubles.mend_all()


def reached(stage: Stage, troubles: Troubles, mark: int) -> bool:
    """Whether so many have arrived; where nothing moves, time goes on to what waits next."""
    troubles.mend_what_is_due()
    if stage.gateway.arrived() > mark:
        return True
    if stage.is_calm():
        stage.go_on()
    return False


def then_nobody_was_forgotten_or_told_twice(
    stage: Stage,
    world: World,
    moves: Moves,
    troubles: Troubles,
    seed: Seed,
    started: float,
) -> None:
    taken = stage.gateway.accepted()
    rows = asked(world.messages)
    verdict = judge(rows, taken)
    numbers = {
        "messages": len(rows),
        "arrivals at the gateway": stage.gateway.arrived(),
        "questions what became of a message": stage.gateway.counts()["asked"],
        "receipts posted": stage.gateway.counts()["posted"],
        "meetings moved": len(moves.stood_at),
        "processes that ended by themselves": sum(stage.crew.ended_by_themselves.values()),
        "seconds": round(time.monotonic() - started),
    }
    print(table(str(seed), troubles.done, verdict, numbers))  # noqa: T201
    assert (verdict.lost, verdict.doubled, verdict.open) == ([], [], [])
    assert moves.told_too_late(taken) == []
    assert sent_too_late(taken) == []
    assert sent_for_the_same_reason_twice() == []
    assert sum(troubles.done.values()) == (200 if IS_FULL else 12)


def sent_for_the_same_reason_twice() -> list[tuple[object, ...]]:
    """Two rows for one person about one version of one thing, both of which left."""
    left = Message.objects.filter(recipient__isnull=False, state__in=["sent", "delivered"])
    rows = left.exclude(subject="").values_list("recipient", "kind", "subject", "version")
    return [row for row, times in Counter(rows).items() if times > 1]
