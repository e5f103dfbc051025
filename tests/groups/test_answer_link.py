"""The page behind a link in a message: no sign-in, and opening it changes nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from followon.people.models import PersonalLink
from followon.people.services.links import mint
from groups.models import Answer, AnswerValue, Meeting
from groups.services.jobs import take_over_tonight
from groups.services.meetings import cancel_meeting, move_meeting
from groups.services.members import leave
from tests.cast import NOW
from tests.groups.make import TUESDAY, TWO, answer, at, make_meeting, make_place, member_of

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def meeting(group):
    return make_meeting(group, place=make_place(group))


def link(user, meeting, purpose="answer"):
    lasts = meeting.starts_at - NOW
    minted = mint(user=user, purpose=purpose, subject=f"meeting:{meeting.pk}", lasts=lasts, now=NOW)
    return f"/a/{minted.token}"


def test_it_shows_the_meeting_and_four_answers(client, meeting, member, coordinator):
    answer(meeting, coordinator, AnswerValue.COMING)
    text = client.get(link(member, meeting)).content.decode()
    for words in ("Are you coming?", "Tuesday 22 September 2026, 2pm", "The Bakery"):
        assert words in text, words
    assert text.count('name="answer"') == 4
    assert "1 person says they are coming." in text


def test_it_tells_nothing_of_other_people(client, group, meeting, member, coordinator):
    answer(meeting, coordinator, AnswerValue.COMING)
    text = client.get(link(member, meeting)).content.decode()
    for secret in ("Corinne", "Moira", "07700", "example.com"):
        assert secret not in text, secret


@pytest.mark.parametrize("method", ["get", "head"])
def test_what_a_scanner_opens_changes_nothing(client, meeting, member, method):
    url = link(member, meeting)
    for _again in range(3):
        response = getattr(client, method)(url)
        assert response.status_code == 200
    assert not Answer.objects.exists()
    assert PersonalLink.objects.get().last_used_at is None
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_tap_answers_and_says_so(client, meeting, member, slash):
    url = link(member, meeting)
    response = client.post(url + slash, {"answer": "not_up_to_it", "version": 1}, follow=True)
    assert response.redirect_chain == [(url, 302)]
    text = response.content.decode()
    assert "You said: Not up to it today – keep me in." in text
    kept = Answer.objects.get()
    assert (kept.member.user, kept.value, kept.by) == (member, "not_up_to_it", "link")
    assert PersonalLink.objects.get().last_used_at == NOW


def test_the_same_link_changes_the_answer_until_it_begins(client, meeting, member):
    url = link(member, meeting)
    for value in ("coming", "not_sure", "coming"):
        client.post(url, {"answer": value, "version": 1})
    with at(meeting.starts_at - timedelta(minutes=1)):
        client.post(url, {"answer": "not_this_time", "version": 1})
    with at(meeting.starts_at):
        assert client.post(url, {"answer": "coming", "version": 1}).status_code == 410
    assert Answer.objects.get().value == "not_this_time"


def test_it_works_without_cookies(meeting, member):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(link(member, meeting), {"answer": "coming", "version": 1})
    assert response.status_code == 302
    assert Answer.objects.get().value == "coming"


@pytest.mark.parametrize("sent", [{}, {"answer": "perhaps"}, {"answer": "coming", "version": "x"}])
def test_nonsense_is_asked_again(client, meeting, member, sent):
    response = client.post(link(member, meeting), sent)
    assert response.status_code == 200
    assert "Choose one of the four answers." in response.content.decode()
    assert not Answer.objects.exists()


def test_an_answer_to_what_was_shown_before_the_move_is_asked_again(client, meeting, member):
    url = link(member, meeting)
    move_meeting(
        meeting=meeting,
        version=1,
        date=TUESDAY + timedelta(days=1),
        time=TWO,
        place=None,
        by=None,
        now=LATER,
    )
    text = client.post(url, {"answer": "coming", "version": 1}).content.decode()
    assert "The meeting has just changed." in text
    assert "Wednesday 23 September 2026, 2pm" in text
    assert not Answer.objects.exists()
    client.post(url, {"answer": "coming", "version": 2})
    assert Answer.objects.get().value == "coming"


def test_a_meeting_that_is_off_says_so(client, meeting, member):
    url = link(member, meeting)
    cancel_meeting(meeting=meeting, version=1, by=None, now=NOW)
    text = client.get(url).content.decode()
    assert "is off." in text
    assert 'name="answer"' not in text


def test_a_stand_in_is_shown_the_way(client, group, meeting, coordinator, deputy):
    take_over_tonight(
        meeting=meeting, unwell=member_of(group, coordinator), by=coordinator, now=NOW
    )
    assert "You run this meeting." in client.get(link(deputy, meeting)).content.decode()


def gone(client, url):
    for method in (client.get, client.head, client.post):
        assert method(url).status_code == 410
    text = client.get(url).content.decode()
    assert "This link no longer works" in text
    for secret in ("Bedminster", "Bakery", "September", "Moira"):
        assert secret not in text, secret
    assert not Answer.objects.exists()


@pytest.mark.parametrize("token", ["A" * 22, "A" * 16, "-_" * 20])
def test_an_unknown_link(client, meeting, token):
    gone(client, f"/a/{token}")


def test_an_expired_link(client, meeting, member):
    url = link(member, meeting)
    with at(meeting.starts_at):
        gone(client, url)


def test_a_link_for_something_else(client, meeting, member):
    gone(client, link(member, meeting, purpose="report"))


def test_the_link_of_somebody_who_left(client, group, meeting, member):
    url = link(member, meeting)
    leave(member=member_of(group, member), reason="", by=member, now=NOW)
    gone(client, url)


def test_the_link_of_a_meeting_that_is_gone(client, meeting, member):
    url = link(member, meeting)
    Meeting.objects.all().delete()
    gone(client, url)


def test_other_methods_do_not_exist(client, meeting, member):
    assert client.put(link(member, meeting)).status_code == 405


def test_it_asks_little_of_the_database(client, meeting, member, django_assert_num_queries):
    url = link(member, meeting)
    with django_assert_num_queries(4):
        client.get(url)
