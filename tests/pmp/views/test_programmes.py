from datetime import date, timedelta

import pytest
from django.urls import reverse

from pmp.models import Programme
from pmp.services.handover import hand_over
from pmp.services.invitations import invite_all
from tests.cast import NOW, make_programme, signed_in
from tests.pmp.make import crowd, join
from tests.pmp.views.pages import errors, words

NEW = {
    "name": "Autumn",
    "site_name": "Cossham",
    "first_date_day": "14",
    "first_date_month": "10",
    "first_date_year": "2026",
    "time": "1:30pm",
    "sessions": "10",
}


@pytest.fixture
def team(clinician):
    return signed_in(clinician)


def test_a_programme_is_set_up_with_its_sessions(team, clinician):
    answer = team.post(reverse("pmp:programme_create"), NEW)
    made = Programme.objects.get()
    assert answer.url == reverse("pmp:programme", args=[made.pk])
    assert (made.name, made.site.name, made.created_by) == ("Autumn", "Cossham", clinician)
    assert made.sessions.last().date == date(2026, 12, 16)


def test_errors_stand_beside_the_fields_and_keep_what_was_typed(team):
    wrong = NEW | {"name": "", "first_date_day": "31", "first_date_month": "9", "time": "soon"}
    page = team.post(reverse("pmp:programme_create"), wrong | {"sessions": "21"})
    assert errors(page) == [
        "Enter a name for the programme",
        "The date of the first session must be a real date",
        "Enter a time, like 2pm or 2:30pm",
        "There can be 20 sessions at most",
    ]
    assert 'value="soon"' in page.content.decode()
    assert not Programme.objects.exists()


def test_a_first_session_far_from_today(team):
    page = team.post(reverse("pmp:programme_create"), NEW | {"first_date_year": "2036"})
    assert errors(page) == ["The first session must be within the last year or the next two years"]


def test_somebody_elses_volunteer_cannot_be_chosen(team, participant, ptv):
    page = team.post(reverse("pmp:programme_create"), NEW | {"ptvs": [str(participant.user.pk)]})
    assert page.status_code == 200
    assert len(errors(page)) == 1


def test_the_page_shows_answers_contacts_and_how_each_was_asked(team, programme, clinician):
    join(programme, "Ann Ash", mobile="07700 900001")
    join(programme, "Bob Birch", mobile="", landline="0117 496 0002")
    invite_all(programme=programme, by=clinician, now=NOW)
    join(programme, "Cat Cole", mobile="07700 900003", wish="maybe")
    said = words(team.get(reverse("pmp:programme", args=[programme.pk])))
    assert "0 yes, 1 maybe, 0 not for me, 2 no answer yet." in said
    assert "Ann Ash Keep meeting? No answer yet Contacts 07700 900001" in said
    assert "Asked by Text message: waiting to be sent" in said
    assert "Contacts 0117 496 0002 Asked by Not asked" in said
    assert "people whom no message reaches 1 to give" in said
    assert "3 sessions are left" in said
    assert "No first date" in said


@pytest.fixture
def handed_over(programme, clinician):
    people = [join(programme, name, wish="yes").user for name in ("Ann Ash", "Bob Birch")]
    hand_over(
        programme=programme,
        name="Bedminster group",
        date=date(2026, 10, 7),
        time=NOW.time(),
        place=None,
        rhythm="monthly",
        people=people,
        coordinator=people[0],
        deputy=None,
        ptv=None,
        by=clinician,
        now=NOW,
    )
    return programme


def test_after_the_hand_over_contacts_are_gone(team, handed_over):
    numbers = [
        contact.value[-6:]
        for row in handed_over.participants.all()
        for contact in row.user.contacts.all()
    ]
    assert len(numbers) == 2
    for row in [None, *handed_over.participants.all()]:
        page = reverse("pmp:participant", args=[row.pk]) if row else None
        body = team.get(page or reverse("pmp:programme", args=[handed_over.pk])).content.decode()
        assert [number for number in numbers if number in body] == []
    said = words(team.get(reverse("pmp:programme", args=[handed_over.pk])))
    assert "You no longer see how to reach its people here" in said
    assert "Ann Ash" in said


def test_long_after_the_last_session_contacts_are_gone(team, service, clinician):
    old = make_programme(service, by=clinician, now=NOW - timedelta(weeks=12))
    join(old, "Ann Ash", mobile="07700 900001")
    assert "900001" not in team.get(reverse("pmp:programme", args=[old.pk])).content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_the_same_of_the_database_for_one_and_for_thirty(
    team, programme, clinician, number, django_assert_num_queries
):
    crowd(programme, ["yes", "", "no"][:1] * number)
    invite_all(programme=programme, by=clinician, now=NOW)
    team.get(reverse("pmp:programme", args=[programme.pk]))
    with django_assert_num_queries(14):
        team.get(reverse("pmp:programme", args=[programme.pk]))


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_same_for_one_and_for_thirty(
    team, service, clinician, number, django_assert_num_queries
):
    for _ in range(number):
        crowd(make_programme(service, by=clinician), ["yes", "no"])
    with django_assert_num_queries(7):
        team.get(reverse("pmp:programme_list"))


def test_counts_in_the_list_are_not_multiplied_by_sessions(team, programme):
    crowd(programme, ["yes", "yes", "maybe", "no", ""])
    said = words(team.get(reverse("pmp:programme_list")))
    assert "People 5 Answers 2 yes, 1 maybe, 1 no Group Not yet" in said
