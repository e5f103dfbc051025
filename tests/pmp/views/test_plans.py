import re

import pytest
from django.urls import reverse

from groups.services.groups import welcome_newcomers
from groups.services.places import add_place, retire_place
from pmp.models import Plan, PlannedGroup
from pmp.queries.plans import plan_of
from pmp.services.answers import save_needs, save_times, save_travel, save_wish
from pmp.services.areas import add_area
from tests.cast import NOW, signed_in
from tests.groups.make import make_meeting
from tests.pmp.make import crowd, join, works
from tests.pmp.views.pages import errors, words

TUESDAY, THURSDAY = (1, "midday"), (3, "midday")
REASON = "By half past four I am done in"


@pytest.fixture
def team(clinician):
    return signed_in(clinician)


@pytest.fixture
def people(programme):
    """Three for Tuesdays, one of them maybe; Dot only on Thursdays, Eve said no."""
    found = [
        join(programme, "Ann Ash", wish="yes"),
        join(programme, "Bob Birch", wish="yes"),
        join(programme, "Cat Cole", wish="maybe"),
        join(programme, "Dot Dale", wish="yes"),
        join(programme, "Eve Elm", wish="no"),
    ]
    for one in found[:3]:
        works(one, TUESDAY)
    save_times(
        participant=found[3], works=[THURSDAY], hard=[TUESDAY], reason=REASON, by=None, now=NOW
    )
    works(found[4], THURSDAY)
    return found


@pytest.fixture
def cafe(service, clinician):
    return add_place(
        service=service,
        kind="cafe",
        name="Bay Tree",
        town="Bedminster",
        access=["seating"],
        lacks=["step_free"],
        cost="drinks",
        by=clinician,
        now=NOW,
    )


@pytest.fixture
def neighbour(group, coordinator):
    """A group that meets on Thursdays at midday and takes newcomers."""
    make_meeting(group, by=coordinator, on=NOW.date().replace(day=24), at=NOW.time().replace(12))
    welcome_newcomers(group=group, welcomes=True, by=coordinator, now=NOW)
    return group


def at(programme, name="plan"):
    return reverse(f"pmp:{name}", args=[programme.pk])


def names(rows):
    return [row.user.full_name for row in rows]


def test_the_best_time_says_whom_it_leaves_out_and_why(team, programme, people, cafe):
    said = words(team.get(at(programme)))
    assert "4 people said yes or maybe. 4 of them said which times work or are hard." in said
    assert "Tuesday midday, Bay Tree Suits 3 of 4 Ann Ash, Bob Birch and Cat Cole (maybe)" in said
    assert "Who it leaves out, and why Dot Dale: this time is hard for them" in said
    assert "Free if people buy a drink Checked on Wednesday 9 September 2026" in said


def test_the_private_reason_and_those_who_said_no_are_not_on_the_page(team, programme, people):
    body = team.get(at(programme)).content.decode()
    assert REASON not in body
    assert "Eve Elm" not in body


def test_what_a_place_lacks_leaves_people_out_by_its_words(team, programme, people, cafe):
    save_needs(participant=people[0], codes=["step_free"], kinds=["access"], by=None, now=NOW)
    save_needs(participant=people[1], codes=["quiet"], kinds=["access"], by=None, now=NOW)
    said = words(team.get(at(programme)))
    assert "Ann Ash: the place does not have what they need: step-free way in" in said
    assert "Not known of the place: check first quiet, for Bob Birch" in said
    assert "Step-free way in: 1 person Somewhere quiet: 1 person" not in said
    assert "Somewhere quiet: 1 person Step-free way in: 1 person" in said


def test_a_way_that_is_too_far_is_told_with_the_area(team, programme, people, cafe, service):
    add_area(service=service, name="Bedminster", by=None, now=NOW)
    add_area(service=service, name="Bath", also=["BA1"], by=None, now=NOW)
    save_travel(participant=people[0], area="BA1 1AA", travel="bus", by=None, now=NOW)
    save_travel(participant=people[1], area="Totterdown", travel="", by=None, now=NOW)
    said = words(team.get(at(programme)))
    assert "Ann Ash: it may be too far from BA1 1AA (by bus or train)" in said
    assert "People also set out from: Totterdown." in said


def test_planning_this_saves_those_who_fit_now(team, programme, people, cafe):
    body = team.get(at(programme)).content.decode()
    where = re.search(r'name="where" value="([^"]+)"', body)[1]
    save_wish(participant=people[1], wish="no", by=None, now=NOW)
    response = team.post(at(programme, "plan_choose"), {"where": where}, follow=True)
    assert "The plan is saved. Nobody has been told" in response.content.decode()
    plan = plan_of(programme)
    (one,) = plan.groups
    assert (one.row.weekday, one.row.part, one.row.place) == (1, "midday", cafe)
    assert names(one.people) == ["Ann Ash", "Cat Cole"]
    assert names(plan.nowhere) == ["Dot Dale"]


def test_somebody_who_is_left_out_is_added_to_a_group_nearby(
    team, programme, people, cafe, neighbour
):
    said = words(team.get(at(programme)))
    line = "Bedminster group, South Bristol (usually Thursday midday)"
    assert f"Dot Dale: {line}" in said
    assert f"{line}: could suit Dot Dale" in said
    data = {
        "where": f"1-midday@{cafe.pk}",
        "join": [f"{one.pk}@{neighbour.pk}" for one in (people[3],)],
    }
    team.post(at(programme, "plan_choose"), data)
    plan = plan_of(programme)
    assert [one.row.joins for one in plan.groups] == [None, neighbour]
    assert names(plan.groups[1].people) == ["Dot Dale"]
    shown = words(team.get(reverse("pmp:programme", args=[programme.pk])))
    assert "The plan Tuesday midday, Bay Tree Every month Ann Ash Bob Birch Cat Cole (maybe)" in (
        shown
    )
    assert "Joining Bedminster group Dot Dale Hand over Change the plan" in shown


def test_two_groups_where_one_would_leave_out_half(team, programme, people):
    for name in ("Fay Fern", "Gus Gale"):
        works(join(programme, name, wish="yes"), THURSDAY)
    said = words(team.get(at(programme)))
    assert "Two groups One group would leave out 2 people or more" in said
    where = ["1-midday@none", "3-midday@none"]
    team.post(at(programme, "plan_choose"), {"where": where})
    plan = plan_of(programme)
    assert [names(one.people) for one in plan.groups] == [
        ["Ann Ash", "Bob Birch", "Cat Cole"],
        ["Dot Dale", "Fay Fern", "Gus Gale"],
    ]
    assert plan.nowhere == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"where": "nonsense"},
        {"where": "1-midday@999999"},
        {"where": ["1-midday@none", "3-midday@none", "5-midday@none"]},
        {"where": "1-midday@none", "join": "x@y"},
    ],
)
def test_what_cannot_be_is_not_planned(team, programme, people, data):
    response = team.post(at(programme, "plan_choose"), data, follow=True)
    assert "Look again and choose" in response.content.decode()
    assert not Plan.objects.exists()


def chosen(body):
    """What the lists say, but for those that say nothing."""
    options = re.findall(r'<option value="([^"]+)"([^>]*)>', body)
    return [value for value, rest in options if "selected" in rest]


def by_hand(people, **more):
    placed = {f"who-{one.pk}": "" for one in people[:4]}
    return {"slot1": "", "place1": "", "slot2": "", "place2": "", "rhythm": "monthly"} | (
        placed | more
    )


def test_by_hand_begins_with_the_best_and_saves_what_is_chosen(
    team, programme, people, cafe, neighbour
):
    body = team.get(at(programme, "plan_by_hand")).content.decode()
    assert chosen(body) == ["1-midday", str(cafe.pk), "monthly", "1", "1", "1"]
    ann, bob, cat, dot, _eve = people
    data = by_hand(
        people,
        **{
            "slot1": "0-morning",
            "slot2": "4-evening",
            "place2": str(cafe.pk),
            "rhythm": "fortnightly",
            f"who-{ann.pk}": "1",
            f"who-{bob.pk}": "2",
            f"who-{cat.pk}": "2",
            f"who-{dot.pk}": str(neighbour.pk),
        },
    )
    response = team.post(at(programme, "plan_by_hand"), data)
    assert response.url == at(programme)
    planned = [
        (one.row.weekday, one.row.place, one.row.rhythm, one.row.joins, names(one.people))
        for one in plan_of(programme).groups
    ]
    assert planned == [
        (0, None, "fortnightly", None, ["Ann Ash"]),
        (4, cafe, "fortnightly", None, ["Bob Birch", "Cat Cole"]),
        (None, None, "monthly", neighbour, ["Dot Dale"]),
    ]
    again = team.get(at(programme, "plan_by_hand")).content.decode()
    placed = ["1", "2", str(neighbour.pk), "2"]
    assert chosen(again) == ["0-morning", "4-evening", str(cafe.pk), "fortnightly", *placed]


@pytest.mark.parametrize(
    ("who", "slots", "says"),
    [
        ("", {}, "Put at least 1 person into a group"),
        ("1", {}, "Select a day and part of the day for this group"),
        ("1", {"slot1": "0-morning", "slot2": "4-evening"}, "Nobody is in this group."),
    ],
)
def test_by_hand_says_what_is_missing(team, programme, people, who, slots, says):
    data = by_hand(people, **{f"who-{people[0].pk}": who}, **slots)
    response = team.post(at(programme, "plan_by_hand"), data)
    assert [one[: len(says)] for one in errors(response)] == [says]
    assert not PlannedGroup.objects.exists()


def test_a_plan_is_dropped(team, programme, people):
    team.post(at(programme, "plan_choose"), {"where": "1-midday@none"})
    response = team.post(at(programme, "plan_clear"), follow=True)
    assert "The plan is dropped" in response.content.decode()
    assert plan_of(programme) is None


def test_after_the_hand_over_nothing_is_planned(team, programme, people):
    team.post(at(programme, "plan_choose"), {"where": "1-midday@none"})
    programme.handovers.create(by=programme.created_by, at=NOW)
    page = team.get(at(programme)).content.decode()
    assert "This programme was handed over." in page
    assert "Plan this" not in page
    assert team.get(at(programme, "plan_by_hand")).url == at(programme)
    for name in ("plan_choose", "plan_clear"):
        response = team.post(at(programme, name), {"where": "3-midday@none"}, follow=True)
        assert "This programme was handed over already" in response.content.decode()
    assert [one.row.weekday for one in plan_of(programme).groups] == [1]


def test_with_nobody_and_with_nobody_s_times_the_page_says_what_to_do(team, programme):
    assert "Nobody has said yes or maybe yet." in words(team.get(at(programme)))
    join(programme, "Ann Ash", wish="yes")
    assert "Nobody has said yet which times work." in words(team.get(at(programme)))


def test_a_place_that_is_off_the_list_is_not_proposed(team, programme, people, cafe, clinician):
    retire_place(place=cafe, by=clinician, now=NOW)
    assert "Bay Tree" not in team.get(at(programme)).content.decode()


@pytest.mark.parametrize("name", ["plan", "plan_choose", "plan_by_hand", "plan_clear"])
def test_nobody_else_sees_or_changes_the_plan(
    name, programme, people, ptv, other_clinician, coordinator
):
    programme.ptvs.add(ptv)
    for user in (people[0].user, ptv, other_clinician, coordinator):
        browser = signed_in(user)
        ways = [browser.post] if name in ("plan_choose", "plan_clear") else [browser.get]
        assert [way(at(programme, name)).status_code for way in ways] == [404]


@pytest.mark.parametrize("number", [1, 30])
def test_planning_asks_the_same_for_one_and_for_thirty(
    team, programme, service, clinician, number, django_assert_num_queries
):
    for one in crowd(programme, ["yes"] * number):
        works(one, TUESDAY)
    for place in range(number):
        add_place(
            service=service, kind="cafe", name=f"Café {place}", town="A", by=clinician, now=NOW
        )
        add_area(service=service, name=f"Area {place}", by=clinician, now=NOW)
    team.post(at(programme, "plan_choose"), {"where": "1-midday@none"})
    team.get(at(programme))
    with django_assert_num_queries(17):
        team.get(at(programme))
