"""The clock jumps while messages are on their way, and changes in spring and autumn."""

from datetime import UTC, date, datetime, timedelta
from datetime import time as Time
from zoneinfo import ZoneInfo

import pytest

from followon.messaging.models import Message
from groups.local_time import instant
from groups.models import Meeting
from tests.chaos.awaiting import wait_for
from tests.chaos.form import IS_FULL
from tests.chaos.gateway import Taken
from tests.chaos.ledger import judge
from tests.chaos.stage import Stage, asked
from tests.chaos.world import World, make_world, meetings, quietly, texts

LONDON = "Europe/London"
MEMBERS = 4
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
# Neither has summer time when London has; Auckland is on another day for half of ours.
ELSEWHERE = "Pacific/Auckland"
NIGHTS = (date(2026, 10, 25), date(2027, 3, 28))

pytestmark = [pytest.mark.embedded, pytest.mark.slow, pytest.mark.timeout(900)]


def test_an_hour_back_and_an_hour_on_sends_nothing_twice_and_nothing_early(stage):
    world = make_world(stage.now() - HOUR)
    hours = [Time(10, 30), Time(11), Time(11, 30)]
    stage.crew.environment["TRANSPORT_TIMEOUT"] = "30"
    first, second, third = meetings(world, stage.now(), hours, MEMBERS)
    start(stage)

    move_the_clock_while_they_are_sent(stage, to=at(10, 31), then=-HOUR)
    wait_until_told(stage, first)
    nothing_but_a_beat_finds_what_is_due(stage, world)
    assert (told(stage, second), told(stage, third)) == ([], [])

    stage.go_to(at(10, 59))
    stage.come_to_rest(until=at(10, 59))
    assert told(stage, second) == []
    move_the_clock_while_they_are_sent(stage, to=at(11, 1), then=HOUR)
    wait_until_told(stage, second)
    wait_until_told(stage, third)  # half past eleven has come, as far as anybody can know
    stage.clock.shift(-HOUR)
    stage.come_to_rest(until=at(12, 5))

    verdict = judge(asked(world.messages), stage.gateway.accepted())
    assert (verdict.lost, verdict.doubled, verdict.in_doubt_twice) == ([], [], [])
    assert verdict.once == 3 * MEMBERS + 1
    for meeting in (first, second, third):
        assert [each for each in told(stage, meeting) if each < due(meeting)] == []


def test_reminders_keep_local_time_when_clocks_change_wherever_the_server_stands(stage):
    stage.crew.environment["TZ"] = ELSEWHERE
    world = make_world(stage.now())
    nights = {sunday: around(world, sunday) for sunday in NIGHTS}
    stage.clock.set(moment(NIGHTS[0] - timedelta(days=1), Time(19)))
    start(stage)

    for sunday, expected in nights.items():
        for when in moments(sunday, set(expected.values())):
            stage.go_to(when)
            stage.wait_for_a_plan()
            stage.come_to_a_halt()
        got = {each: [to_the_minute(when) for when in told(stage, each)] for each in expected}
        assert got == {each: [when] * MEMBERS for each, when in expected.items()}
    assert [each for each in stage.gateway.taken() if is_at_night(each)] == []


def to_the_minute(when: datetime) -> datetime:
    return when.replace(second=0, microsecond=0)


def around(world: World, sunday: date) -> dict[Meeting, datetime]:
    """Meetings two days after the night, and when their reminders should leave."""
    monday = sunday + timedelta(days=1)
    by_text = {
        Time(14): moment(sunday, Time(14)),
        Time(7, 30): moment(sunday, Time(8)),
        Time(20, 30): moment(monday, Time(8)),
        Time(1, 30): moment(sunday, Time(8)),
    }
    # An e-mail rings nobody up. The hour that comes twice counts once; the skipped one is after.
    night = datetime.combine(sunday, Time(0 if sunday.month == 10 else 1, 30), UTC)
    at_ = moment(sunday, Time(12))
    texted = meetings(world, at_, list(by_text), MEMBERS)
    mailed = meetings(world, at_, [Time(1, 30)], MEMBERS, email=True)
    return dict(zip(texted, by_text.values(), strict=True)) | {mailed[0]: night}


def moments(sunday: date, expected: set[datetime]) -> list[datetime]:
    """Just before and at what is expected, an hour off; every half-hour in the full form."""
    ends = moment(sunday + timedelta(days=1), Time(8, 5))
    twice = {each + step for each in expected for step in (-MINUTE, HOUR, -HOUR, timedelta(0))}
    if IS_FULL:
        begins = moment(sunday - timedelta(days=1), Time(20))
        twice |= {begins + n * HOUR / 2 for n in range(int((ends - begins) / (HOUR / 2)))}
    return sorted(each for each in twice if each <= ends)


def start(stage: Stage) -> None:
    stage.crew.worker("worker", children=4)  # two may wait for the gateway
    stage.crew.beat()
    stage.crew.wait_until_ready()
    stage.wait_for_a_plan()


def move_the_clock_while_they_are_sent(stage: Stage, *, to: datetime, then: timedelta) -> None:
    """The requests are at the gateway, which has not answered, when the clock jumps."""
    before = stage.gateway.arrived()
    stage.gateway.hold(before)
    stage.go_to(to)
    wait_for(lambda: stage.gateway.arrived() >= before + MEMBERS, "reminders to be under way")
    stage.clock.shift(then)
    if then > timedelta(0):  # every lease has run out now, and the sweep comes while they hang
        wait_for(lambda: not asked(Message.objects.stuck(stage.now()).exists), "the sweep")
        stage.wait_for_a_plan()  # which asks the gateway what became of them
    stage.gateway.hold(None)


def nothing_but_a_beat_finds_what_is_due(stage: Stage, world: World) -> None:
    """A text whose nudge is lost, after the clock went back: no hour may pass until it is found."""
    stage.come_to_a_halt()
    before = len(stage.gateway.accepted())
    with quietly():
        texts(world, 1, stage.now())
    wait_for(lambda: len(stage.gateway.accepted()) > before, "a beat after the clock went back", 30)


def wait_until_told(stage: Stage, meeting: Meeting) -> None:
    wait_for(lambda: len(told(stage, meeting)) >= MEMBERS, "a group's reminders")


def told(stage: Stage, meeting: Meeting) -> list[datetime]:
    """When each reminder of it reached the gateway, on the clock that jumps."""
    rows = Message.objects.filter(kind="reminder_2", subject=f"meeting:{meeting.pk}")
    references = {str(pk) for pk in asked(lambda: list(rows.values_list("pk", flat=True)))}
    accepted = stage.gateway.accepted()
    return [datetime.fromisoformat(e.moment) for e in accepted if e.reference in references]


def is_at_night(taken: Taken) -> bool:
    local = datetime.fromisoformat(taken.moment).astimezone(ZoneInfo(LONDON)).time()
    return taken.kind == "sms" and not Time(8) <= local < Time(20)


def due(meeting: Meeting) -> datetime:
    return instant(meeting.date - timedelta(days=2), meeting.time, meeting.zone)


def at(hour: int, minute: int) -> datetime:
    """That time of the first morning, in London."""
    return moment(date(2026, 9, 9), Time(hour, minute))


def moment(day: date, time: Time) -> datetime:
    return instant(day, time, LONDON)
