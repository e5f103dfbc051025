from datetime import timedelta

import pytest

from followon.messaging.kinds import Due, Kind
from followon.messaging.models import Heartbeat, Message
from followon.messaging.services.planning import plan, plan_kind
from followon.people.models import Reach
from followon.people.services.preferences import set_reach
from tests.cast import NOW, make_person, new_mobile

from .kit import context, registered, states

pytestmark = pytest.mark.usefixtures("now")


def planned(people, service, *, code="reminder", version=1):
    """A kind that finds the same message due for each of these people, minute after minute."""
    dues = [Due(service.pk, user.pk, "m:1", version, NOW + timedelta(days=2)) for user in people]
    return Kind(code, context, plan=lambda now: dues)


def test_what_is_due_is_queued_once_however_often_it_is_asked(ann, eve, service):
    with registered(planned([ann, eve], service)):
        assert [plan(now=NOW), plan(now=NOW + timedelta(minutes=1))] == [2, 0]
    assert sorted(states()) == [("email", "queued"), ("text", "queued")]
    assert Message.objects.first().send_before == NOW + timedelta(days=2)


def test_who_changes_their_mind_on_the_channel_is_not_told_twice(bob, service):
    with registered(planned([bob], service)):
        plan(now=NOW)
        set_reach(user=bob, reach=Reach.EMAIL, by=bob, now=NOW)
        assert plan(now=NOW) == 0


def test_who_cannot_be_reached_is_left_to_the_call_list(service):
    nobody = make_person("Nan None", service=service)
    with registered(planned([nobody], service)):
        assert plan(now=NOW) == 0


def test_one_kinds_fault_stops_no_other(ann, service, caplog):
    def broken(now):
        raise ZeroDivisionError

    with registered(Kind("a_broken", context, plan=broken), planned([ann], service)):
        assert plan(now=NOW) == 1
    assert "kind a_broken could not be planned" in caplog.text


def test_planning_leaves_a_mark(db):
    plan(now=NOW)
    assert Heartbeat.objects.get(name="plan").at == NOW


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_does_not_grow(service, count, django_assert_num_queries):
    people = [
        make_person(f"P{number} Person", mobile=new_mobile(), service=service)
        for number in range(count)
    ]
    kind = planned(people, service)
    with registered(kind), django_assert_num_queries(3):
        assert plan_kind(kind, now=NOW) == count


def test_a_minute_in_which_nothing_is_due_asks_nothing(service, django_assert_num_queries):
    kind = planned([], service)
    with registered(kind), django_assert_num_queries(0):
        assert plan_kind(kind, now=NOW) == 0
