"""Personal links and printed codes."""

import re
from datetime import timedelta

import pytest

from followon.people.models import PersonalLink, WrongCode
from followon.people.queries.links import link_for_code, live_link
from followon.people.services.guesses import TooManyGuesses, enter_code
from followon.people.services.links import mark_used, mint, revoke
from tests.cast import NOW, make_person

HERE, ELSEWHERE = "203.0.113.1", "203.0.113.2"


@pytest.fixture
def ann(db):
    return make_person("Ann Example")


@pytest.fixture
def minted(ann):
    return mint(
        user=ann,
        purpose="join",
        subject="participant:1",
        lasts=timedelta(days=30),
        now=NOW,
        with_code=True,
    )


def test_a_token_and_a_code(minted):
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", minted.token)
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{6}", minted.code)
    assert live_link(minted.token, "join", NOW) == minted.link
    assert link_for_code(minted.code, "join", NOW) == minted.link


def test_neither_is_stored_nor_printed(minted):
    stored = str(PersonalLink.objects.values().get())
    for secret in (minted.token, minted.code):
        assert secret not in stored
        assert secret not in repr(minted)


def test_a_code_typed_as_people_type(minted):
    typed = f" {minted.code[:3].lower()} - {minted.code[3:]} "
    assert link_for_code(typed, "join", NOW) == minted.link


def test_for_another_purpose_it_opens_nothing(minted):
    assert live_link(minted.token, "answer", NOW) is None
    assert link_for_code(minted.code, "answer", NOW) is None


def test_after_its_time_it_opens_nothing(minted):
    end = NOW + timedelta(days=30)
    assert live_link(minted.token, "join", end - timedelta(seconds=1)) == minted.link
    assert live_link(minted.token, "join", end) is None
    assert link_for_code(minted.code, "join", end) is None


def test_revoked(ann, minted):
    other = mint(
        user=ann, purpose="join", subject="participant:2", lasts=timedelta(days=1), now=NOW
    )
    assert revoke(user=ann, purpose="join", subject="participant:1", now=NOW) == 1
    assert live_link(minted.token, "join", NOW) is None
    assert live_link(other.token, "join", NOW) == other.link


def test_an_empty_code_opens_nothing(ann):
    mint(user=ann, purpose="join", subject="participant:1", lasts=timedelta(days=1), now=NOW)
    assert link_for_code("", "join", NOW) is None


def test_used(minted):
    mark_used(link=minted.link, now=NOW)
    assert PersonalLink.objects.get().last_used_at == NOW


def test_codes_outlive_a_change_of_the_secret_key(minted, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert link_for_code(minted.code, "join", NOW) == minted.link


def test_after_twenty_wrong_codes_the_right_one_must_wait(minted):
    for _ in range(20):
        assert enter_code(code="AAAAAA", purpose="join", address=HERE, now=NOW) is None
    with pytest.raises(TooManyGuesses):
        enter_code(code=minted.code, purpose="join", address=HERE, now=NOW)
    assert enter_code(code=minted.code, purpose="join", address=ELSEWHERE, now=NOW)
    later = NOW + timedelta(hours=1)
    assert enter_code(code=minted.code, purpose="join", address=HERE, now=later)


def test_guesses_from_everywhere_end_too(minted, monkeypatch):
    monkeypatch.setattr("followon.people.services.guesses.TRIES_ALTOGETHER", 5)
    for n in range(5):
        enter_code(code="AAAAAA", purpose="join", address=f"203.0.113.{n}", now=NOW)
    with pytest.raises(TooManyGuesses):
        enter_code(code=minted.code, purpose="join", address=HERE, now=NOW)


def test_wrong_codes_hold_no_address_and_go_after_a_day(minted):
    enter_code(code="AAAAAA", purpose="join", address=HERE, now=NOW)
    assert HERE not in str(WrongCode.objects.values().get())
    enter_code(code="AAAAAA", purpose="join", address=HERE, now=NOW + timedelta(days=1))
    assert WrongCode.objects.count() == 1
