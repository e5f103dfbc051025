"""Planning: a minute with 10,000 of 100,000 meetings' reminders due, and minutes with nothing."""

from datetime import UTC, datetime, timedelta

from django.db import connection

from followon.messaging.models import Look, Message
from followon.messaging.services.agenda import look_at, look_at_everything
from followon.messaging.services.planning import plan
from groups.models import Meeting

from .kit.figures import percentile
from .kit.machine import Clock, peak_memory
from .kit.rows import analyze
from .kit.table import Show
from .kit.world import World, make_meetings, make_world

PEOPLE = 5
QUIET_MINUTES = 30
# At noon nothing is due of what happens in the afternoon, but every window is full of it.
NOON = datetime(2027, 1, 13, 12, 0, tzinfo=UTC)
TWO = timedelta(hours=2)


def run(show: Show) -> None:
    """Ten times as much exists, and ten times again: quiet minutes at each size, then the rush."""
    sizes = (100, 1_000) if show.small else (1_000, 10_000, 100_000)
    least = 0.0
    for size in sizes:
        show.say(f"making {size:,} meetings …")
        world = make_world(groups=size // 5, people=PEOPLE, now=NOON)
        make_meetings(spread(world), told_at=NOON - timedelta(days=90))
        look_at_everything(now=NOON)
        analyze()
        took = quiet_minutes() * 1000
        least = least or took
        what = f"a minute with nothing due, {Meeting.objects.count():,} meetings exist"
        show(what, took, "ms", floor=least, floor_is=f"with {sizes[0]:,}", at_most=10)
    for due, later in ((sizes[-1] // 50, 60), (sizes[-1] // 10, 90)):
        rush(show, world, due=due, now=NOON + timedelta(minutes=later))


def spread(world: World) -> list[tuple[object, datetime]]:
    """Five a group, a fortnight apart, in the afternoons from four days ago on."""
    return [
        (
            group,
            NOON
            + timedelta(days=number % 14 - 4 + 14 * nth, hours=2 + number % 4, minutes=number % 60),
        )
        for number, group in enumerate(world.groups)
        for nth in range(5)
    ]


def quiet_minutes() -> float:
    """The median of so many, after one that plans what the first minute finds; in seconds."""
    plan_until_nothing_is_due(NOON)
    times = []
    for minute in range(1, QUIET_MINUTES + 1):
        with Clock() as clock:
            found = plan(now=NOON + timedelta(minutes=minute))
        assert found == 0, f"{found} were due in a minute that should be quiet"
        times.append(clock.seconds)
    return percentile(times, 50)


def plan_until_nothing_is_due(now: datetime) -> None:
    """Look at everything once, as after an outage: more than one minute takes on."""
    while Look.objects.due(now).exists():
        plan(now=now)


def rush(show: Show, world: World, *, due: int, now: datetime) -> None:
    """Reminders of 2 days for so many meetings at once, five people each."""
    at = now + timedelta(days=2)
    make_meetings([(group, at) for group in world.groups[:due]], told_at=NOON - timedelta(days=90))
    fresh = Meeting.objects.filter(starts_at=at).values_list("pk", flat=True)
    look_at([f"meeting:{pk}" for pk in fresh], at=NOON)
    plan_until_nothing_is_due(now - timedelta(minutes=1))
    analyze()
    before = peak_memory()
    with Clock() as clock:
        count = plan(now=now)
    assert count == due * PEOPLE, f"{count} were planned"
    what = f"{due:,} of {Meeting.objects.count():,} meetings due at once: {count:,} messages"
    show(what, clock.seconds, "s", floor=bare_insert(count), floor_is="inserting them", at_most=5)
    show("memory of that process at its peak", peak_memory(), "MB", at_most=300)
    show.note(f"Before those {count:,} it had held {before:.0f} MB, the bench's lists included.")


def bare_insert(count: int) -> float:
    """The same rows, taken out and put back by one statement with every index and constraint."""
    table = Message._meta.db_table
    with connection.cursor() as cursor:
        rows = f"(SELECT * FROM {table} ORDER BY created_at DESC LIMIT {count})"  # noqa: S608
        cursor.execute(f"CREATE TEMPORARY TABLE taken AS {rows}")
        cursor.execute(f"DELETE FROM {table} WHERE id IN (SELECT id FROM taken)")  # noqa: S608
        with Clock() as clock:
            cursor.execute(f"INSERT INTO {table} SELECT * FROM taken")  # noqa: S608
        cursor.execute("DROP TABLE taken")
    return clock.seconds
