"""Personal links and printed codes."""

import re
from datetime import timedelta

import pytest

from followon.people.models import PersonalLink, WrongCode
from followon.people.queries.links import link_for_code, live_link
from followon.people.services.contacts import mark_dead, remove_contact, set_contact
from followon.people.services.guesses import NameNeeded, TooManyGuesses, enter_code
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


def test_a_link_that_is_used_proves_where_it_was_sent(ann):
    set_contact(user=ann, kind="email", raw="ann@example.com", by=None, now=NOW)
    contact = ann.contacts.get()
    mark_dead(contact=contact, now=NOW)
    sent = mint(
        user=ann, purpose="x", subject="x:1", lasts=timedelta(days=1), now=NOW, contact=contact
    )
    mark_used(link=live_link(sent.token, "x", NOW), now=NOW)
    contact.refresh_from_db()
    assert (contact.proven_at, contact.dead_since) == (NOW, None)


def test_a_link_outlives_the_contact_that_it_was_sent_to(ann):
    set_contact(user=ann, kind="email", raw="ann@example.com", by=None, now=NOW)
    contact = ann.contacts.get()
    sent = mint(
        user=ann, purpose="x", subject="x:1", lasts=timedelta(days=1), now=NOW, contact=contact
    )
    remove_contact(contact=contact, by=ann, now=NOW)
    link = live_link(sent.token, "x", NOW)
    assert link.contact is None
    mark_used(link=link, now=NOW)
    link.refresh_from_db()
    assert link.last_used_at == NOW


def test_codes_outlive_a_change_of_the_secret_key(minted, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert link_for_code(minted.code, "join", NOW) == minted.link


def guess(times, *, address=HERE, now=NOW, first_name=""):
    for _ in range(times):
        found = enter_code(
            code="AAAAAA", purpose="join", address=address, now=now, first_name=first_name
        )
        assert found is None


def enter(minted, *, address=HERE, now=NOW, first_name=""):
    return enter_code(
        code=minted.code, purpose="join", address=address, now=now, first_name=first_name
    )


def test_after_ten_wrong_codes_that_address_has_to_say_the_name_too(minted):
    guess(10)
    with pytest.raises(NameNeeded):
        enter(minted)
    assert enter(minted, first_name="Bob") is None
    assert enter(minted, first_name=" ANN ") == minted.link
    assert enter(minted, address=ELSEWHERE) == minted.link
    assert enter(minted, now=NOW + timedelta(hours=1)) == minted.link


@pytest.mark.parametrize("typed", ["Zoe", "zoë", "ZOË Example", "Zoé", "Zoe-"])
def test_a_name_is_read_kindly(db, typed):
    zoe = make_person("Zoë Example", preferred_name="Zo")
    link = mint(
        user=zoe, purpose="join", subject="x:1", lasts=timedelta(days=1), now=NOW, with_code=True
    )
    guess(10)
    assert enter(link, first_name=typed) == link.link


def test_after_thirty_wrong_codes_in_an_hour_that_address_waits(minted):
    guess(30, first_name="Ann")
    with pytest.raises(TooManyGuesses) as waiting:
        enter(minted, first_name="Ann")
    assert waiting.value.for_today is False
    assert enter(minted, address=ELSEWHERE, first_name="Ann") == minted.link
    assert enter(minted, now=NOW + timedelta(hours=1)) == minted.link


def test_after_a_hundred_in_a_day_until_tomorrow(minted):
    for hour in range(4):
        guess(25, now=NOW + timedelta(hours=2 * hour), first_name="Ann")
    with pytest.raises(TooManyGuesses) as waiting:
        enter(minted, now=NOW + timedelta(hours=10), first_name="Ann")
    assert waiting.value.for_today is True
    assert enter(minted, now=NOW + timedelta(days=1)) == minted.link


def test_guesses_from_everywhere_shut_nobody_out_but_ask_for_the_name(minted):
    for n in range(30):
        guess(1, address=f"203.0.113.{n + 10}")
    with pytest.raises(NameNeeded):
        enter(minted)
    for n in range(100):
        guess(1, address=f"198.51.100.{n}", first_name="Ann")
    assert enter(minted, first_name="Ann") == minted.link


def test_one_home_has_many_addresses_of_the_new_kind(minted):
    for n in range(10):
        guess(1, address=f"2001:db8:1:2::{n:x}")
    with pytest.raises(NameNeeded):
        enter(minted, address="2001:db8:1:2:ffff::1")
    assert enter(minted, address="2001:db8:1:3::1") == minted.link


def test_what_is_no_code_is_no_guess(minted):
    for _ in range(20):
        assert enter_code(code="ABC", purpose="join", address=HERE, now=NOW) is None
    assert not WrongCode.objects.exists()


def test_wrong_codes_hold_no_address_and_go_after_a_day(minted):
    enter_code(code="AAAAAA", purpose="join", address=HERE, now=NOW)
    assert HERE not in str(WrongCode.objects.values().get())
    enter_code(code="AAAAAA", purpose="join", address=HERE, now=NOW + timedelta(days=1))
    assert WrongCode.objects.count() == 1
