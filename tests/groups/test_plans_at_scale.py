"""Planning a minute asks and reads as much where 10,000 groups exist as where 100 do."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followon.messaging.models import Channel, Look, Message, State
from followon.messaging.services import agenda
from followon.messaging.services.heartbeats import PLAN, leave_mark
from followon.messaging.services.planning import plan
from groups.models import Answer, AnsweredBy, Meeting, Membership
from tests.bench.kit.rows import copy_rows
from tests.bench.kit.world import World, make_meetings, make_world

NOON = datetime(2027, 1, 13, 12, 0, tzinfo=UTC)
TOLD = NOON - timedelta(days=90)
DUE = 5
# Tables of which each group, person, meeting or message has rows of its own.
GROW = {
    "groups_answer",
    "groups_group",
    "groups_job",
    "groups_meeting",
    "groups_membership",
    "messaging_look",
    "messaging_message",
    "people_contact",
    "people_preference",
}


def make(groups: int) -> World:
    """Groups with a date tomorrow, one in two days and a half, and one behind them; all told of."""
    world = make_world(groups=groups, people=2, now=NOON)
    moments = [timedelta(hours=25), timedelta(days=2, hours=5), -timedelta(hours=30)]
    make_meetings([(g, NOON + each) for g in world.groups for each in moments], told_at=TOLD)
    service = world.service
    of_world = Meeting.objects.filter(group__service=service)
    looks = of_world.values_list("pk", flat=True)
    later = NOON + timedelta(hours=5)
    copy_rows(Look, ("subject", "at"), ((f"meeting:{pk}", later) for pk in looks))
    people = [person for people in world.people_of.values() for person in people]
    copy_rows(
        Message,
        ("id", "service", "recipient", "channel", "kind", "subject", "dedupe_key", "state",
         "not_before", "created_at"),
        (
            (person, service.pk, person, Channel.TEXT, "reminder_2", f"meeting:{person}",
             person, State.SENT, TOLD, TOLD)
            for person in people
        ),
    )  # fmt: skip
    meetings = dict(of_world.values_list("group_id", "pk"))
    members = Membership.objects.filter(group__service=service).values_list("pk", "group_id")
    copy_rows(
        Answer,
        ("meeting", "member", "value", "by", "given_at"),
        ((meetings[g], pk, "coming", AnsweredBy.PAGE, TOLD) for pk, g in members),
    )
    return world


def make_due(world: World) -> None:
    """Some meetings whose reminders of 2 days are due now."""
    told = [(group, NOON + timedelta(days=2)) for group in world.groups[:DUE]]
    make_meetings(told, told_at=TOLD)
    due = Meeting.objects.filter(group__in=world.groups[:DUE], starts_at=told[0][1])
    agenda.look_at([f"meeting:{meeting.pk}" for meeting in due], at=NOON)


def planned(groups: int) -> list[str]:
    """The queries of a minute in which a few are due, on so many groups."""
    make_due(make(groups))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    leave_mark(PLAN, now=NOON - timedelta(minutes=1))
    with CaptureQueriesContext(connection) as asked:
        assert plan(now=NOON) == DUE * 2
    return [each["sql"] for each in asked]


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def explained(sql: str) -> list[dict[str, Any]]:
    """The steps in which PostgreSQL answers it, with the rows that each met."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        (found,) = cursor.fetchone()
    answer = json.loads(found) if isinstance(found, str) else found
    return list(nodes(answer[0]["Plan"]))


def rows_of(node: dict[str, Any]) -> float:
    met = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return (met + node.get("Rows Removed by Index Recheck", 0)) * node["Actual Loops"]


@pytest.mark.slow
@pytest.mark.django_db
def test_it_asks_as_much_of_10_000_groups_as_of_100_and_reads_what_is_due_by_index():
    few = planned(100)
    many = planned(10_000)
    assert len(few) == len(many)
    questions = [sql for sql in many if sql.startswith("SELECT")]
    assert len(questions) >= 10
    for sql in questions:
        read = [node for node in explained(sql) if node.get("Relation Name") in GROW]
        assert [node["Relation Name"] for node in read if node["Node Type"] == "Seq Scan"] == []
        assert sum(map(rows_of, read)) <= DUE * 20, sql
