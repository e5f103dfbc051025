from datetime import date, time

import pytest
from django.urls import reverse

from pmp.models import Programme
from pmp.services.programmes import create_programme
from tests.cast import NOW, signed_in
from tests.pmp.views.pages import errors, words
from tests.pmp.views.test_programmes import NEW

CHRISTMAS = {"first_date_day": "18", "first_date_month": "12", "sessions": "2"}


@pytest.fixture
def team(clinician):
    return signed_in(clinician)


@pytest.fixture
def over_christmas(service, clinician):
    """A programme of three Fridays, the second of them Christmas Day."""
    return create_programme(
        service=service,
        site_name="Cossham",
        name="Fridays",
        first_date=date(2026, 12, 18),
        time=time(14),
        sessions=3,
        by=clinician,
        now=NOW,
    )


def test_bank_holidays_are_left_out_where_the_box_is_ticked(team):
    team.post(reverse("pmp:programme_create"), NEW | CHRISTMAS | {"skip_bank_holidays": "on"})
    # Christmas Day and New Year's Day are the two Fridays that follow.
    assert Programme.objects.get().sessions.last().date == date(2027, 1, 8)


def test_the_box_is_ticked_to_begin_with(team):
    page = team.get(reverse("pmp:programme_create")).content.decode()
    assert 'name="skip_bank_holidays"' in page
    assert "checked" in page


def test_dates_are_listed_with_their_bank_holidays(team, over_christmas):
    page = words(team.get(reverse("pmp:session_list", args=[over_christmas.pk])))
    assert "Friday 25 December 2026, 2pm" in page
    assert "Bank holiday Christmas Day" in page


def test_a_week_is_left_out(team, over_christmas):
    session = over_christmas.sessions.get(number=2)
    page = team.post(reverse("pmp:session_skip", args=[session.pk]), follow=True)
    assert "Later sessions come a week later" in words(page)
    assert over_christmas.sessions.last().date == date(2027, 1, 8)


def test_a_session_is_moved(team, over_christmas):
    session = over_christmas.sessions.get(number=2)
    typed = {"date_day": "23", "date_month": "12", "date_year": "2026", "time": "10am"}
    address = reverse("pmp:session_move", args=[session.pk])
    page = team.post(address, typed | {"which": "only"}, follow=True)
    assert "Wednesday 23 December 2026, 10am" in words(page)


def test_a_slip_is_said_beside_the_date_and_keeps_what_was_typed(team, over_christmas):
    session = over_christmas.sessions.get(number=2)
    address = reverse("pmp:session_move", args=[session.pk])
    typed = {"date_day": "1", "date_month": "1", "date_year": "2027", "time": "10am"}
    page = team.post(address, typed | {"which": "only"})
    assert errors(page) == ["Each session must come after the one before it"]
    assert 'value="10am"' in page.content.decode()
    page = team.post(address, typed | {"date_year": "2072"})
    assert errors(page) == ["The date must be within 2 years of today", "Select what moves"]


def test_more_and_fewer(team, over_christmas):
    for name, number in (("session_add", 4), ("session_drop", 3)):
        team.post(reverse(f"pmp:{name}", args=[over_christmas.pk]))
        assert over_christmas.sessions.count() == number


def test_the_list_asks_as_much_for_one_as_for_twenty(
    team, over_christmas, django_assert_max_num_queries
):
    address = reverse("pmp:session_list", args=[over_christmas.pk])
    for _more in range(17):
        team.post(reverse("pmp:session_add", args=[over_christmas.pk]))
    with django_assert_max_num_queries(9):
        team.get(address)


def test_the_next_programme_begins_as_this_one(team, over_christmas, ptv):
    over_christmas.ptvs.add(ptv)
    page = team.get(f"{reverse('pmp:programme_create')}?like={over_christmas.pk}").content.decode()
    assert 'value="Cossham"' in page
    assert 'value="2pm"' in page
    assert 'value="3"' in page
    assert f'value="{ptv.pk}" checked' in page


@pytest.mark.parametrize("like", ["nonsense", "0" * 32])
def test_like_nothing_we_know(team, like):
    assert team.get(f"{reverse('pmp:programme_create')}?like={like}").status_code == 200


def test_another_services_programme_is_no_pattern(other_clinician, over_christmas):
    page = signed_in(other_clinician).get(
        f"{reverse('pmp:programme_create')}?like={over_christmas.pk}"
    )
    assert "Cossham" not in page.content.decode()
