from datetime import date

import pytest
from django.urls import reverse

from groups.models import Place
from groups.services.places import add_place
from tests.cast import NOW, signed_in
from tests.pmp.views.pages import errors, words

LIST = reverse("pmp:place_list")
TYPED = {
    "name": "Bay Tree",
    "kind": "cafe",
    "town": "Bedminster",
    "address": "1 High Street",
    "how_to_get_there": "",
    "step_free": "has",
    "seating": "lacks",
    "toilet": "unknown",
    "cost": "drinks",
    "checked_on_day": "1",
    "checked_on_month": "9",
    "checked_on_year": "2026",
}


@pytest.fixture
def team(clinician):
    return signed_in(clinician)


@pytest.fixture
def cafe(service, clinician):
    return add_place(
        service=service, kind="cafe", name="Corner Cup", access=["quiet"], by=clinician, now=NOW
    )


def adding(service):
    return reverse("pmp:place_add", args=[service.pk])


def changing(place):
    return reverse("pmp:place_edit", args=[place.pk])


def test_a_place_is_added_with_what_it_has_and_lacks(team, service, clinician):
    assert team.post(adding(service), TYPED).url == LIST
    place = Place.objects.get()
    assert (place.access, place.lacks, place.cost) == (["step_free"], ["seating"], "drinks")
    assert (place.access_checked_on, place.checked_by) == (date(2026, 9, 1), clinician)
    assert (
        "Bay Tree Café, Bedminster. Free if people buy a drink Has: step-free way in "
        "Does not have: good chairs and room to move "
        "Checked on Tuesday 1 September 2026 by Carys Clinician"
    ) in words(team.get(LIST))


def test_a_place_is_changed_and_what_was_known_stands_there(team, cafe):
    body = team.get(changing(cafe)).content.decode()
    assert 'value="Corner Cup"' in body
    assert team.post(changing(cafe), TYPED).url == LIST
    cafe.refresh_from_db()
    assert (cafe.name, cafe.access, cafe.lacks) == ("Bay Tree", ["step_free"], ["seating"])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Enter the name of the place"),
        ({"name": "x" * 41}, "Use 40 letters or fewer"),
        ({"kind": "home"}, "Choose an answer from"),
        ({"kind": ""}, "Select what kind of place it is"),
        ({"checked_on_year": "2027"}, "The date of the last look must be today or before"),
        ({"checked_on_day": ""}, "The date of the last look must include a day"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(team, service, typed, says):
    response = team.post(adding(service), TYPED | typed)
    assert [one[: len(says)] for one in errors(response)] == [says]
    assert not Place.objects.exists()


def test_a_place_is_taken_off_the_list_and_put_back(team, cafe):
    team.post(reverse("pmp:place_retire", args=[cafe.pk]))
    assert "Off the list Corner Cup" in words(team.get(LIST))
    assert "Put it on the list again" in words(team.get(changing(cafe)))
    team.post(reverse("pmp:place_restore", args=[cafe.pk]))
    assert "Off the list" not in words(team.get(LIST))


def test_a_home_is_nobody_s_to_see_here(team, group):
    home = add_place(
        service=group.service, group=group, kind="home", name="Mo's home", by=None, now=NOW
    )
    assert "Mo" not in words(team.get(LIST))
    assert team.get(changing(home)).status_code == 404


def test_another_service_finds_nothing(other_clinician, service, cafe):
    browser = signed_in(other_clinician)
    assert "Corner Cup" not in words(browser.get(LIST))
    for path in (changing(cafe), adding(service)):
        assert browser.get(path).status_code == 404
    for name in ("place_retire", "place_restore"):
        assert browser.post(reverse(f"pmp:{name}", args=[cafe.pk])).status_code == 404
    cafe.refresh_from_db()
    assert cafe.retired_at is None


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_same_for_one_and_for_thirty(
    team, service, clinician, number, django_assert_num_queries
):
    for place in range(number):
        add_place(
            service=service,
            kind="cafe",
            name=f"Café {place}",
            access=["quiet"],
            by=clinician,
            now=NOW,
        )
    team.get(LIST)
    with django_assert_num_queries(5):
        team.get(LIST)
