import pytest
from django.urls import reverse

from pmp.models import Area
from pmp.services.areas import add_area
from tests.cast import NOW, signed_in
from tests.pmp.views.pages import errors, words

LIST = reverse("pmp:area_list")


@pytest.fixture
def team(clinician):
    return signed_in(clinician)


@pytest.fixture
def knowle(service, clinician):
    return add_area(service=service, name="Knowle", also=["BS4"], by=clinician, now=NOW)


def adding(service):
    return reverse("pmp:area_add", args=[service.pk])


def changing(area):
    return reverse("pmp:area_edit", args=[area.pk])


def test_an_area_is_added_with_its_words_and_neighbours(team, service, knowle):
    typed = {"name": " Bedminster ", "also": "BS3,  Southville ,BS3,", "near": [str(knowle.pk)]}
    assert team.post(adding(service), typed).url == LIST
    area = Area.objects.get(name="Bedminster")
    assert (area.also, list(area.near.all())) == (["BS3", "Southville"], [knowle])
    assert (
        "Bedminster (BS3, Southville) Neighbours: Knowle Knowle (BS4) Neighbours: Bedminster"
    ) in words(team.get(LIST))


def test_an_area_is_changed(team, service, knowle):
    body = team.get(changing(knowle)).content.decode()
    assert 'value="BS4"' in body
    team.post(changing(knowle), {"name": "Knowle West", "also": ""})
    knowle.refresh_from_db()
    assert (knowle.name, knowle.also) == ("Knowle West", [])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Enter the name of the area"),
        ({"name": " KNOWLE "}, "There is an area of this name already"),
        ({"name": "A", "also": ",".join(map(str, range(31)))}, "Use 30 words or fewer"),
        ({"name": "A", "near": ["999"]}, "Choose answers from"),
    ],
)
def test_what_is_wrong_is_said(team, service, knowle, typed, says):
    response = team.post(adding(service), typed)
    assert [one[: len(says)] for one in errors(response)] == [says]
    assert Area.objects.count() == 1


def test_an_area_is_removed(team, knowle):
    team.post(reverse("pmp:area_drop", args=[knowle.pk]))
    assert "No areas yet." in words(team.get(LIST))


def test_another_service_finds_nothing(other_clinician, service, knowle):
    browser = signed_in(other_clinician)
    assert "Knowle" not in words(browser.get(LIST))
    for path in (changing(knowle), adding(service)):
        assert browser.get(path).status_code == 404
    assert browser.post(reverse("pmp:area_drop", args=[knowle.pk])).status_code == 404
    assert Area.objects.count() == 1


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_same_for_one_and_for_thirty(
    team, service, clinician, number, django_assert_num_queries
):
    areas = [
        add_area(service=service, name=f"Area {one}", by=clinician, now=NOW)
        for one in range(number)
    ]
    areas[0].near.set(areas[1:])
    team.get(LIST)
    with django_assert_num_queries(6):
        team.get(LIST)
