import pytest
from django.urls import reverse

from groups.models import Group, PlaceKind
from groups.services.places import add_place
from pmp.services.answers import save_jobs, save_needs, save_times
from tests.cast import NOW, signed_in
from tests.pmp.make import join, works
from tests.pmp.views.pages import errors, words


@pytest.fixture
def team(clinician):
    return signed_in(clinician)


@pytest.fixture
def people(programme):
    return [
        join(programme, "Ann Ash", wish="yes"),
        join(programme, "Bob Birch", mobile="", wish="maybe"),
        join(programme, "Cat Cole", mobile="", email="cat@example.com", wish="yes"),
        join(programme, "Dot Dale", wish="no"),
        join(programme, "Eve Elm"),
    ]


@pytest.fixture
def cafe(service, clinician):
    return add_place(
        service=service,
        kind=PlaceKind.CAFE,
        name="Café Grounded",
        town="Bristol",
        by=clinician,
        now=NOW,
    )


def typed(willing, **changes):
    ann, bob, cat = (str(one.user_id) for one in willing[:3])
    return {
        "people": [ann, bob, cat],
        "name": "Bedminster group",
        "date_day": "7",
        "date_month": "10",
        "date_year": "2026",
        "time": "2pm",
        "place": "later",
        "rhythm": "monthly",
        "coordinator": ann,
        "deputy": bob,
        "ptv": "",
    } | changes


def page_of(programme, name="handover"):
    return reverse(f"pmp:{name}", args=[programme.pk])


def test_who_said_yes_is_ticked_and_who_said_no_is_not_there(team, programme, people):
    save_jobs(participant=people[0], kinds=["coordinator"], by=None, now=NOW)
    body = team.get(page_of(programme)).content.decode()
    assert [str(one.user_id) in body for one in people] == [True, True, True, False, False]
    said = words(team.get(page_of(programme)))
    assert "Ann Ash Said yes; might be coordinator" in said
    assert "Bob Birch Said maybe" in said


def test_the_times_that_fit_and_whom_they_leave_out(team, programme, people):
    works(people[0], (1, "midday"), (2, "morning"))
    works(people[1], (1, "midday"))
    save_times(
        participant=people[2], works=[(2, "morning")], hard=[(1, "midday")], by=None, now=NOW
    )
    works(people[3], (2, "morning"))
    save_needs(participant=people[0], codes=["step_free"], kinds=["access"], by=None, now=NOW)
    said = words(team.get(page_of(programme)))
    assert "3 of 3 people told us which times work." in said
    assert (
        "Wednesday morning: suits 2 people, leaves out 1; not ticked by Bob Birch "
        "Tuesday midday: suits 2 people, leaves out 1; hard for Cat Cole"
    ) in said
    assert "Step-free way in: 1 person" in said


def test_form_check_hand_over(team, programme, people, cafe, ptv):
    answer = team.post(page_of(programme), typed(people, place=str(cafe.pk), ptv=str(ptv.pk)))
    assert answer.url == page_of(programme, "handover_check")
    said = words(team.get(answer.url))
    assert "First date Wednesday 7 October 2026" in said
    assert "Place Café Grounded" in said
    assert not Group.objects.exists()
    said = words(team.post(answer.url, follow=True))
    assert "The group meets first on Wednesday 7 October 2026 at 2pm." in said
    assert "3 people are in the group" in said
    assert "Coordinator: Ann Ash" in said
    assert "1 person is told by text" in said
    assert "1 person is told by email" in said
    assert "Tell these people yourself: Bob Birch. No message reaches them." in said
    group = Group.objects.get()
    assert [link.user for link in group.visits.all()] == [ptv]
    assert group.meetings.get().place == cafe


def test_handing_over_again_only_shows_what_was_done(team, programme, people):
    team.post(page_of(programme), typed(people))
    for _ in range(2):
        answer = team.post(page_of(programme, "handover_check"))
        assert answer.url == page_of(programme, "handover_done")
    assert team.get(page_of(programme)).url == page_of(programme, "handover_done")
    assert Group.objects.count() == 1


def test_a_new_place_goes_into_the_directory(team, programme, people):
    new = {"place": "new", "place_name": "Windmill Hill", "place_address": "Doveton Street"}
    team.post(page_of(programme), typed(people, **new))
    assert "Place Windmill Hill Doveton Street" in words(
        team.get(page_of(programme, "handover_check"))
    )
    team.post(page_of(programme, "handover_check"))
    place = Group.objects.get().meetings.get().place
    assert (place.name, place.address, place.group) == ("Windmill Hill", "Doveton Street", None)


def test_what_was_typed_is_still_there_after_looking(team, programme, people):
    team.post(page_of(programme), typed(people, name="Windmill folk"))
    assert 'value="Windmill folk"' in team.get(page_of(programme)).content.decode()


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        (
            {"date_year": "2206"},
            ["The date must be within the next 2 years"],
        ),
        (
            {"date_year": "2025"},
            ["The first date must be in the future"],
        ),
        (
            {"date_day": "28", "date_month": "3", "date_year": "2027", "time": "1:30am"},
            ["The clocks go forward and skip this time. Enter another time"],
        ),
        (
            {"date_day": "", "time": ""},
            [
                "The date of the first meeting must include a day",
                "Enter a time, like 2pm or 2:30pm",
            ],
        ),
        ({"place": "new"}, ["Enter the name of the new place"]),
        ({"place": ""}, ["Select where the group meets first"]),
        ({"name": ""}, ["Enter a name for the group"]),
        ({"coordinator": ""}, ["Select a coordinator"]),
        ({"people": []}, ["Select who is in the group"]),
    ],
)
def test_errors_stand_beside_the_fields_and_what_was_typed_is_kept(
    team, programme, people, changes, messages
):
    page = team.post(page_of(programme), typed(people, **changes))
    assert errors(page) == messages
    if changes.get("name") != "":
        assert 'value="Bedminster group"' in page.content.decode()
    assert team.get(page_of(programme, "handover_check")).url == page_of(programme)


def test_jobs_go_to_people_of_the_group_and_not_two_to_one(team, programme, people):
    ann, bob, cat = (str(one.user_id) for one in people[:3])
    page = team.post(page_of(programme), typed(people, people=[bob, cat], deputy=ann))
    assert errors(page) == ["Select somebody who is in the group"] * 2
    page = team.post(page_of(programme), typed(people, deputy=ann))
    assert errors(page) == ["Select somebody else than the coordinator"]
    one = team.post(page_of(programme), typed(people, people=[ann], deputy=""))
    assert errors(one) == ["Select at least 2 people"]


def test_a_date_that_passed_between_looking_and_handing_over(team, programme, people, now):
    import time_machine

    team.post(page_of(programme), typed(people, date_day="9", date_month="9", time="10:30am"))
    with time_machine.travel("2026-09-09 09:31:00+00:00", tick=False):
        answer = team.post(page_of(programme, "handover_check"))
        assert answer.url == page_of(programme)
        assert errors(team.get(answer.url)) == ["The first date must be in the future"]
    assert not Group.objects.exists()


def test_somebody_who_changes_to_no_meanwhile_is_not_handed_over(team, programme, people):
    from pmp.services.answers import save_wish

    team.post(page_of(programme), typed(people))
    save_wish(participant=people[1], wish="no", by=people[1].user, now=NOW)
    assert team.post(page_of(programme, "handover_check")).url == page_of(programme)
    assert not Group.objects.exists()


def test_with_one_willing_person_there_is_nothing_to_hand_over(team, programme):
    join(programme, "Ann Ash", wish="yes")
    page = team.get(page_of(programme))
    assert "Fewer than 2 people have said yes or maybe" in words(page)
    assert "<form" not in page.content.decode().partition("<main")[2]


def test_nothing_done_yet(team, programme):
    assert team.get(page_of(programme, "handover_done")).url == page_of(programme)


@pytest.mark.parametrize("number", [2, 30])
def test_the_page_asks_the_same_of_the_database_however_many_there_are(
    team, programme, number, django_assert_num_queries
):
    for place in range(number):
        one = join(programme, f"Person {place:03}", wish="yes")
        works(one, (1, "midday"))
    with django_assert_num_queries(17):
        team.get(page_of(programme))
