"""The language is asked where there is a choice, on the pages and on paper, and may be skipped."""

import pytest
from django.test import Client
from django.urls import reverse

from followon.people.queries.preferences import preference_of
from pmp.services.answers import save_wish
from pmp.services.invitations import mint_questions
from tests.cast import NOW, signed_in
from tests.catalogue import catalogue
from tests.pmp.views.pages import words

ASKED = "Which language should our messages be in?"


@pytest.fixture
def token(participant):
    save_wish(participant=participant, wish="yes", by=participant.user, now=NOW)
    return mint_questions(participant, NOW).token


@pytest.fixture
def welsh(settings, tmp_path):
    settings.LOCALE_PATHS = [catalogue(tmp_path, "cy")]


def at(token, step):
    return reverse("pmp:question", args=[token, step])


def test_with_one_language_it_is_not_asked(token, participant, clinician):
    phone = Client()
    assert phone.get(at(token, "language")).status_code == 404
    assert "Question 2 of 9" in words(phone.get(at(token, "reach-you")))
    assert phone.post(at(token, "sharing"), {}).url == at(token, "times")
    for url in (
        reverse("pmp:question_check", args=[token]),
        reverse("pmp:paper_blank", args=[participant.programme_id]),
    ):
        assert "anguage" not in words(signed_in(clinician).get(url))


def test_with_two_it_is_one_question_more(welsh, token, participant):
    phone = Client()
    assert phone.post(at(token, "sharing"), {}).url == at(token, "language")
    page = phone.get(at(token, "language"))
    assert "Question 4 of 10" in words(page)
    assert "Cymraeg" in words(page)
    assert f'class="fo-skip" href="{at(token, "times")}"' in page.content.decode()
    assert phone.post(at(token, "language"), {"language": "cy"}).url == at(token, "times")
    assert preference_of(participant.user).language == "cy"
    check = words(phone.get(reverse("pmp:question_check", args=[token])))
    assert "Language of messages Cymraeg" in check


def test_an_empty_answer_changes_nothing_and_a_strange_one_is_refused(welsh, token, participant):
    phone = Client()
    assert phone.post(at(token, "language"), {}).url == at(token, "times")
    assert phone.post(at(token, "language"), {"language": "tlh"}).status_code == 200
    assert preference_of(participant.user).language == "en"


def test_paper_asks_it_too_and_the_team_types_it_in(welsh, participant, clinician):
    team = signed_in(clinician)
    sheet = words(team.get(reverse("pmp:paper_blank", args=[participant.programme_id])))
    assert f"4. {ASKED}" in sheet
    given = {"wish": "yes", "reach": "letter", "language": "cy", "agreed": "on"}
    url = reverse("pmp:participant_answers", args=[participant.pk])
    assert team.post(url, given).status_code == 302
    assert preference_of(participant.user).language == "cy"
