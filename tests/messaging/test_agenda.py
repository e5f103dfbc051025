"""The agenda of planning: what is looked at, when, and what a fault or a jump of the clock does."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from followon.messaging import planners
from followon.messaging.kinds import Due, Kind
from followon.messaging.models import Look, Message
from followon.messaging.planners import Looked, Planner
from followon.messaging.services import agenda
from followon.messaging.services.planning import plan
from tests.cast import NOW

from .kit import context, registered

pytestmark = pytest.mark.usefixtures("now")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Things:
    """A planner of things that are due at their own moments, and what it was asked about."""

    def __init__(self, service, person, moments):
        self.service, self.person, self.moments = service, person, moments
        self.asked: list[list[str]] = []
        self.broken: set[str] = set()

    def look(self, keys, now):
        self.asked.append(sorted(keys))
        if self.broken & set(keys):
            raise ZeroDivisionError
        return {
            key: Looked(
                [("a_thing", self.due(key))] if self.moments[key] <= now else [],
                self.moments[key] if self.moments[key] > now else None,
            )
            for key in keys
            if key in self.moments
        }

    def due(self, key):
        return Due(self.service.pk, self.person.pk, f"thing:{key}", 1, None)


@pytest.fixture
def things(ann, service, monkeypatch):
    """Four things, due at one o'clock, two o'clock and so on; on the agenda for now."""
    monkeypatch.setattr(planners, "_planners", {})
    made = Things(service, ann, {str(n): NOW + n * HOUR for n in range(1, 5)})
    planners.register(Planner("thing", made.look, lambda now: made.moments))
    with registered(Kind("a_thing", context)):
        agenda.look_at([f"thing:{key}" for key in made.moments], at=NOW)
        yield made


def planned():
    return sorted(Message.objects.values_list("subject", flat=True))


def test_a_thing_is_looked_at_when_its_moment_has_come_and_not_before(things):
    assert [plan(now=NOW), plan(now=NOW + MINUTE), plan(now=NOW + HOUR)] == [0, 0, 1]
    assert things.asked == [["1", "2", "3", "4"], ["1"]]
    assert planned() == ["thing:1"]


def test_what_has_nothing_more_to_come_or_is_gone_leaves_the_agenda(things):
    del things.moments["2"]
    plan(now=NOW + HOUR)
    assert sorted(Look.objects.values_list("subject", flat=True)) == ["thing:3", "thing:4"]


def test_after_an_outage_everything_that_was_missed_is_due(things):
    plan(now=NOW)
    assert plan(now=NOW + 3 * HOUR) == 3
    assert planned() == ["thing:1", "thing:2", "thing:3"]


def test_who_changes_a_thing_has_it_looked_at_at_once(things):
    plan(now=NOW)
    things.moments["4"] = NOW
    agenda.look_at(["thing:4"], at=NOW + MINUTE)
    assert plan(now=NOW + MINUTE) == 1


def test_one_fault_keeps_nothing_else_waiting_and_is_tried_again(things, caplog):
    things.broken = {"1"}
    assert plan(now=NOW + 2 * HOUR) == 1
    assert planned() == ["thing:2"]
    assert "due of thing:1 could not be planned" in caplog.text
    things.broken = set()
    assert plan(now=NOW + 2 * HOUR + 14 * MINUTE) == 0
    assert plan(now=NOW + 2 * HOUR + 15 * MINUTE) == 1


def test_a_thing_of_a_newer_version_waits_for_its_planner(things):
    agenda.look_at(["poll:7"], at=NOW)
    plan(now=NOW)
    assert Look.objects.get(subject="poll:7").at == NOW + agenda.PUT_OFF


def test_a_clock_that_jumped_ahead_and_back_loses_nothing(things):
    """Two was looked at in a future that never was, before it moved into the time between."""
    plan(now=NOW)
    moved = {**things.moments, "2": NOW + 9 * HOUR}
    things.moments, before = moved, things.moments
    plan(now=NOW + 8 * HOUR)
    things.moments = {**before, "2": NOW + 2 * HOUR}
    plan(now=NOW + MINUTE)
    assert plan(now=NOW + 2 * HOUR) == 1
    assert planned() == ["thing:1", "thing:2", "thing:3", "thing:4"]


def test_clocks_of_two_machines_that_differ_a_little_look_at_nothing_again(things):
    plan(now=NOW + MINUTE)
    things.asked.clear()
    plan(now=NOW)
    assert things.asked == []


def test_nothing_due_costs_the_same_whatever_is_on_the_agenda(things, monkeypatch):
    monkeypatch.setattr("followon.messaging.kinds.all_kinds", lambda: ())
    plan(now=NOW)
    for more in (0, 500):
        agenda.look_at([f"thing:x{n}" for n in range(more)], at=NOW + HOUR)
        with CaptureQueriesContext(connection) as asked:
            plan(now=NOW + MINUTE)
        assert len(asked) == 3  # the mark of the last time, the agenda, the new mark


def test_a_noun_has_one_planner(things):
    with pytest.raises(ValueError, match="'thing' has two planners"):
        planners.register(Planner("thing", things.look, lambda now: []))


@pytest.mark.django_db(transaction=True)
def test_what_somebody_is_just_changing_is_left_to_the_next_minute(service):
    agenda.look_at(["poll:1", "poll:2"], at=NOW)

    def plan_beside():
        try:
            plan(now=NOW)
        finally:
            connection.close()

    with transaction.atomic():
        agenda.look_at(["poll:1"], at=NOW)
        beside = Thread(target=plan_beside)
        beside.start()
        beside.join(20)
        assert not beside.is_alive()
    later = dict(Look.objects.values_list("subject", "at"))
    assert later == {"poll:1": NOW, "poll:2": NOW + agenda.PUT_OFF}
