"""What planning looks at, and when: put there by whoever changes a thing, read each minute."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection

from .. import planners
from ..models import Heartbeat, Look
from .heartbeats import PLAN

AT_ONCE = 2000
MOST = 50_000  # looked at in one go; the rest is found by the next
# What cannot be planned is tried again by and by, and keeps nothing else waiting.
PUT_OFF = timedelta(minutes=15)
# Two machines' clocks differ by less; a jump by more has let moments pass that now come again.
SAME_CLOCK = timedelta(minutes=2)
PUT = (
    f"INSERT INTO {Look._meta.db_table} (subject, at) "  # noqa: S608 (our own table)
    "SELECT * FROM unnest(%s::text[], %s::timestamptz[]) "
    "ON CONFLICT (subject) DO UPDATE SET at = excluded.at"
)


def look_at(subjects: Iterable[str], *, at: datetime) -> None:
    """Have these looked at then, in the transaction of whatever changed them."""
    put(dict.fromkeys(subjects, at))


def put(moments: Mapping[str, datetime]) -> None:
    """Set the moment of each."""
    # In one order, so that no two transactions wait for each other's rows.
    rows = sorted(moments.items())
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(PUT, [[subject for subject, _at in rows], [at for _subject, at in rows]])


def due(now: datetime) -> list[str]:
    """What is to be looked at now."""
    return list(Look.objects.due(now).values_list("subject", flat=True)[:MOST])


def claim(subjects: list[str], *, now: datetime) -> list[str]:
    """Those of these that are ours to look at until this transaction ends.

    Whoever changes a thing meanwhile waits to put it back on the agenda, and what somebody is just
    changing is left to the next minute; so no change falls between a look and its noting.
    """
    rows = Look.objects.due(now).filter(subject__in=subjects).select_for_update(skip_locked=True)
    return list(rows.values_list("subject", flat=True))


def note(looked: Mapping[str, planners.Looked], *, claimed: Iterable[str]) -> None:
    """Set the next moments, and take off what has nothing more to come."""
    again = {subject: each.again_at for subject, each in looked.items() if each.again_at}
    Look.objects.filter(subject__in=[each for each in claimed if each not in again]).delete()
    put(again)


def put_off(subject: str, *, now: datetime) -> None:
    """Later: it could not be planned now."""
    Look.objects.filter(subject=subject, at__lte=now).update(at=now + PUT_OFF)


def look_at_everything_if_the_clock_went_back(*, now: datetime) -> bool:
    """After a jump forward and back the next moments were reckoned from a time that never was."""
    if not Heartbeat.objects.filter(name=PLAN, at__gt=now + SAME_CLOCK).exists():
        return False
    look_at_everything(now=now)
    return True


def look_at_everything(*, now: datetime) -> None:
    """Put all that could still become due on the agenda, for now."""
    for planner in planners.all_planners():
        keys = iter(planner.everything(now))
        while chunk := list(islice(keys, AT_ONCE)):
            look_at((f"{planner.noun}:{key}" for key in chunk), at=now)
