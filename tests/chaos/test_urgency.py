"""Everything is due at once: what leaves first is what somebody waits for most."""

import random
import time
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from datetime import time as Time

import pytest

from followon.celery import app
from followon.messaging import kinds
from followon.messaging.kinds import Due
from followon.messaging.models import Channel, Message
from followon.messaging.own_kinds import HELP
from followon.messaging.services import outbox
from followon.messaging.services.sending import MOST_AHEAD
from followon.people.models import Contact, User
from groups.models import Meeting
from groups.services.concerns import raise_concern
from groups.services.meetings import move_meeting
from tests.cast import make_clinician
from tests.chaos.form import Seed, of_size
from tests.chaos.gateway import Taken
from tests.chaos.ledger import judge
from tests.chaos.stage import asked
from tests.chaos.world import World, make_world, meetings, people, quietly, tell_now
from tests.groups.concerns import name_reader

COUNT, WORKERS = of_size(1500, 50_000), 2
# In hundredths of all that is due.
SHARES = {
    "sign_in_code": 4,
    "concern_waiting": 4,
    HELP: 12,
    "meeting_moved": 20,
    "reminder_2": 60,
}
IN_FLIGHT = 16
# When a message is claimed, nothing more urgent is left in the queue. So what is more urgent and
# arrives after it was in some worker's hands already: in flight, or gated ahead of those.
IN_HAND = WORKERS * (IN_FLIGHT + MOST_AHEAD)

pytestmark = [pytest.mark.embedded, pytest.mark.slow, pytest.mark.timeout(1500)]


def test_codes_then_safety_then_replies_then_changes_then_the_rest(stage):
    world = make_world(stage.now())
    random_ = Seed.drawn().random()
    with quietly():
        all_due_at_once(world, stage.now(), random_)
    stage.crew.environment["MESSAGES_IN_FLIGHT"] = str(IN_FLIGHT)
    started = time.monotonic()
    for number in range(WORKERS):
        stage.crew.worker(f"worker{number}")
        app.send_task("messaging.send_batch")
    stage.come_to_rest(until=stage.now())

    taken = stage.gateway.taken()
    verdict = judge(asked(world.messages), taken)
    assert (verdict.once, verdict.lost, verdict.doubled) == (COUNT, [], [])
    overtaken = most_overtaken(urgencies(taken))
    print(  # noqa: T201
        f"{COUNT} messages in {time.monotonic() - started:.0f} s: at most {overtaken} more urgent "
        f"ones came after one, of {IN_HAND} that {WORKERS} workers may have had in hand"
    )
    assert overtaken <= IN_HAND


def all_due_at_once(world: World, now: datetime, random_: random.Random) -> None:
    """Real messages about real things, in an order that has nothing to do with their urgency."""
    members, moved = people(world, 4, email=True), moved_meeting(world, now)
    reader, concern = waiting_concern(world, members[0], moved.booked_at)
    (standing,) = meetings(world, now, [Time(9, 30)], members=4, email=True)
    rows = [
        *codes_to(world, members, share("sign_in_code"), now),
        *about(world, "concern_waiting", f"concern:{concern}", 0, [reader], now),
        *replies(world, now),
        *about(world, "meeting_moved", *subject(moved), people_of(moved), now),
        *about(world, "reminder_2", *subject(standing), people_of(standing), now),
    ]
    random_.shuffle(rows)
    outbox.insert(rows)
    assert Message.objects.filter(created_at=now).count() == COUNT


def share(kind: str) -> int:
    return COUNT * SHARES[kind] // 100


def subject(meeting: Meeting) -> tuple[str, int]:
    return f"meeting:{meeting.pk}", meeting.version


def people_of(meeting: Meeting) -> list[User]:
    return [member.user for member in meeting.group.memberships.select_related("user")]


def moved_meeting(world: World, now: datetime) -> Meeting:
    """Its members were told long ago that it has moved."""
    (meeting,) = meetings(world, now, [Time(15)], members=4, email=True)
    then = meeting.booked_at
    new = {"date": meeting.date, "time": Time(16), "place": None}
    meeting = move_meeting(meeting=meeting, version=1, by=None, now=then, **new)
    tell_now(then)
    return meeting


def waiting_concern(world: World, by: User, then: datetime) -> tuple[User, object]:
    """Whoever is to read it, and the concern."""
    reader = make_clinician(world.service, now=then)
    name_reader(world.service, reader)
    concern = raise_concern(service=world.service, words="Worried", by=by, now=then)
    tell_now(then)
    return reader, concern.pk


def codes_to(world: World, members: list[User], count: int, now: datetime) -> Iterable[Message]:
    contacts = {user: user.contacts.get(kind="email") for user in members}
    for number in range(count):
        user = members[number % len(members)]
        due = Due(world.service.pk, user.pk, "", 0, None, {"secret": f"{number:06}"})
        yield email("sign_in_code", due, contacts[user], number, now)


def about(
    world: World, kind: str, subject: str, version: int, to: list[User], now: datetime
) -> Iterable[Message]:
    contacts = {user: user.contacts.get(kind="email") for user in to}
    for number in range(share(kind)):
        user = to[number % len(to)]
        due = Due(world.service.pk, user.pk, subject, version, None)
        yield email(kind, due, contacts[user], number, now)


def email(kind: str, due: Due, contact: Contact, number: int, now: datetime) -> Message:
    return outbox.row(kind, due, Channel.EMAIL, contact, now, dedupe=f"at once {number}")


def replies(world: World, now: datetime) -> Iterable[Message]:
    for number in range(share(HELP)):
        due = Due(world.service.pk, None, "", 0, None)
        text = outbox.row(HELP, due, Channel.TEXT, None, now, dedupe=str(number), fixed=True)
        text.to = f"+447700900{number % 1000:03}"
        yield text


def urgencies(taken: list[Taken]) -> list[int]:
    """How urgent each was, in the order in which they reached the gateway."""
    kind_of = {str(pk): kind for pk, kind in Message.objects.values_list("pk", "kind")}
    return [int(kinds.get(kind_of[each.reference]).priority) for each in taken]


def most_overtaken(order: list[int]) -> int:
    """The most that came after a less urgent one."""
    left, most = Counter(order), 0
    for urgency in order:
        left[urgency] -= 1
        most = max(most, sum(count for other, count in left.items() if other < urgency))
    return most
