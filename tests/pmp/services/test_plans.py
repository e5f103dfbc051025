import pytest
from django.db import IntegrityError, transaction

from followon.audit.models import AuditEvent
from followon.messaging.models import Message
from groups.models import PlaceKind
from groups.services.ending import end_group
from groups.services.places import add_place
from pmp.models import PlannedPerson
from pmp.queries.plans import plan_of
from pmp.services.answers import save_wish
from pmp.services.participants import withdraw_participant
from pmp.services.plans import (
    GroupDraft,
    NoMoreNewcomers,
    PlanIsDone,
    choose_plan,
    clear_plan,
)
from tests.cast import NOW, make_group, make_person, make_programme
from tests.pmp.make import crowd, join

TUESDAY, THURSDAY = 1, 3


@pytest.fixture
def people(programme):
    return crowd(programme, ["yes", "yes", "maybe", "yes"])


@pytest.fixture
def welcoming(group):
    group.welcomes_newcomers = True
    group.save(update_fields=["welcomes_newcomers"])
    return group


def choose(programme, *drafts):
    return choose_plan(programme=programme, drafts=drafts, by=programme.created_by, now=NOW)


def tuesdays(people, **more):
    return GroupDraft(people=people, weekday=TUESDAY, part="midday", **more)


def names(people):
    return [one.user.full_name for one in people]


def test_a_plan_holds_its_groups_and_their_people(programme, people, welcoming):
    place = add_place(
        service=programme.service, kind=PlaceKind.CAFE, name="Bay Tree", by=None, now=NOW
    )
    choose(
        programme,
        tuesdays(people[:3], place=place, name=" Bedminster  "),
        GroupDraft(people=people[3:], joins=welcoming),
    )
    now = plan_of(programme)
    first, second = (one.row for one in now.groups)
    assert (first.name, first.weekday, first.part, first.place, first.joins) == (
        "Bedminster", TUESDAY, "midday", place, None,
    )  # fmt: skip
    assert (second.joins, second.weekday, second.part) == (welcoming, None, "")
    assert [names(one.people) for one in now.groups] == [
        ["Person 001", "Person 002", "Person 003"],
        ["Person 004"],
    ]
    assert (now.nowhere, now.plan.chosen_at, now.plan.by) == ([], NOW, programme.created_by)


def test_a_new_choice_takes_the_place_of_the_old(programme, people):
    choose(programme, tuesdays(people))
    choose(programme, GroupDraft(people=people[:3], weekday=THURSDAY, part="evening"))
    now = plan_of(programme)
    assert [one.row.weekday for one in now.groups] == [THURSDAY]
    assert names(now.nowhere) == ["Person 004"]
    assert PlannedPerson.objects.count() == 3


def test_who_says_no_or_withdraws_later_is_no_longer_in_the_plan(programme, people):
    choose(programme, tuesdays(people))
    save_wish(participant=people[0], wish="no", by=None, now=NOW)
    withdraw_participant(participant=people[1], by=programme.created_by, now=NOW)
    now = plan_of(programme)
    assert names(now.groups[0].people) == ["Person 004", "Person 003"]
    assert now.nowhere == []


def test_who_says_yes_later_is_nowhere_in_the_plan(programme, people):
    late = join(programme, "Late Lee")
    choose(programme, tuesdays(people))
    save_wish(participant=late, wish="yes", by=None, now=NOW)
    assert names(plan_of(programme).nowhere) == ["Late Lee"]


def test_nobody_is_told_and_the_trail_has_no_names(programme, people):
    before = Message.objects.count()
    choose(programme, tuesdays(people))
    assert Message.objects.count() == before
    event = AuditEvent.objects.get(verb="programme.planned")
    assert event.facts == {"groups": 1, "people": 4}


def test_a_plan_can_be_dropped(programme, people):
    choose(programme, tuesdays(people))
    by = programme.created_by
    assert clear_plan(programme=programme, by=by, now=NOW)
    assert not clear_plan(programme=programme, by=by, now=NOW)
    assert plan_of(programme) is None
    assert AuditEvent.objects.filter(verb="programme.plan_cleared").count() == 1


def test_a_group_that_takes_nobody_is_refused(programme, people, group, welcoming):
    end_group(group=welcoming, how="ended_well", on=NOW.date(), by=programme.created_by, now=NOW)
    welcoming.refresh_from_db()
    with pytest.raises(NoMoreNewcomers):
        choose(programme, GroupDraft(people=people, joins=welcoming))
    assert plan_of(programme) is None


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("nothing", "at least one group"),
        ("empty", "at least one group"),
        ("twice", "in two groups"),
        ("stranger", "not in the programme"),
        ("home", "not in the service's directory"),
        ("elsewhere", "another service"),
    ],
)
def test_a_plan_that_makes_no_sense_is_a_mistake(
    programme, people, group, other_service, fault, says
):
    other = make_programme(programme.service, by=programme.created_by)
    stranger = join(other, "Sam Stranger", wish="yes")
    home = add_place(
        service=group.service, group=group, kind=PlaceKind.HOME, name="Home", by=None, now=NOW
    )
    elsewhere = make_group(other_service, coordinator=make_person("Una Unknown"))
    drafts = {
        "nothing": [],
        "empty": [tuesdays([])],
        "twice": [tuesdays(people), tuesdays(people[:1])],
        "stranger": [tuesdays([*people, stranger])],
        "home": [tuesdays(people, place=home)],
        "elsewhere": [GroupDraft(people=people, joins=elsewhere)],
    }[fault]
    with pytest.raises(ValueError, match=says):
        choose(programme, *drafts)
    assert plan_of(programme) is None


def test_after_the_hand_over_the_plan_stays_as_it_was(programme, people, group):
    choose(programme, tuesdays(people))
    programme.handovers.create(by=programme.created_by, at=NOW)
    with pytest.raises(PlanIsDone):
        choose(programme, tuesdays(people[:3]))
    with pytest.raises(PlanIsDone):
        clear_plan(programme=programme, by=programme.created_by, now=NOW)
    assert len(plan_of(programme).groups[0].people) == 4


def test_the_database_holds_a_new_group_to_a_day(programme, people):
    plan = choose(programme, tuesdays(people))
    with pytest.raises(IntegrityError, match="a_new_group_has_its_day"), transaction.atomic():
        plan.groups.update(weekday=None)


@pytest.mark.parametrize("number", [1, 30])
def test_reading_a_plan_costs_the_same_for_one_and_for_thirty(
    programme, number, django_assert_num_queries
):
    choose(programme, tuesdays(crowd(programme, ["yes"] * number)))
    with django_assert_num_queries(4):
        assert len(plan_of(programme).groups[0].people) == number
