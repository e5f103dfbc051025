"""A link that is over: a new one goes to the person's own contacts, and nobody learns whose."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from followon.messaging.models import Message
from followon.messaging.services.sending import send_due
from pmp.services.answers import save_reach, save_wish
from pmp.services.invitations import make_slips, mint_questions
from pmp.services.participants import withdraw_participant
from tests.cast import NOW
from tests.pmp.make import join
from tests.pmp.views.pages import words

LATER = NOW + timedelta(days=366)


@pytest.fixture(autouse=True)
def _no_counts(db):
    cache.clear()


@pytest.fixture
def ann(programme):
    return join(programme, "Ann Ash", mobile="07700 900001")


@pytest.fixture
def old(ann):
    """A link that ran out: it is a day more than a year later in these tests."""
    token = mint_questions(ann, NOW).token
    with time_machine.travel(LATER, tick=False):
        yield token


def ask(token, **how):
    return Client(**how).post(reverse("pmp:new_link", args=[token]))


def sent():
    return list(
        Message.objects.filter(kind="new_link").values_list("recipient__full_name", flat=True)
    )


def test_it_goes_to_the_contact_on_record_and_works(ann, old, settings):
    settings.DEBUG, settings.TEXT_TRANSPORT = True, "console"
    assert "Send me a new link" in words(Client().get(f"/j/{old}/"))
    ask(old)
    message = Message.objects.get(kind="new_link")
    assert message.contact.value == "+447700900001"
    send_due(now=LATER + timedelta(minutes=1))
    message.refresh_from_db()
    new = message.rendered.rsplit("/j/")[1].strip("/ \n")
    assert "Hello Ann." in words(Client().get(f"/j/{new}/", follow=True))


def test_what_is_said_is_the_same_for_everybody(ann, old, programme, clinician):
    hal = join(programme, "Hal Hill", mobile="")
    gone = join(programme, "Gus Gale")
    tokens = [mint_questions(one, NOW).token for one in (hal, gone)]
    withdraw_participant(participant=gone, by=clinician, now=NOW)
    answers = [ask(token) for token in (old, *tokens, "x" * 22)]
    assert {(one.status_code, one.url) for one in answers} == {(302, reverse("pmp:new_link_sent"))}
    assert sent() == ["Ann Ash"]


def test_a_slip_that_a_newer_one_replaced_can_be_asked_from_too(ann, programme, clinician):
    (first,) = make_slips(programme=programme, participants=[ann], by=clinician, now=NOW)
    make_slips(programme=programme, participants=[ann], by=clinician, now=NOW)
    ask(first.token)
    assert sent() == ["Ann Ash"]


def test_opening_sends_nothing_and_a_link_that_works_needs_no_other(ann, old):
    for method in ("get", "head"):
        assert getattr(Client(), method)(reverse("pmp:new_link", args=[old])).status_code == 405
    Client().get(f"/j/{old}/")
    live = mint_questions(ann, LATER).token
    assert ask(live).url == f"/j/{live}/"
    assert sent() == []


def test_one_person_gets_three_in_a_day_and_one_more_the_day_after(ann, old):
    for _ in range(5):
        ask(old)
    assert len(sent()) == 3
    with time_machine.travel(LATER + timedelta(days=1, minutes=1), tick=False):
        ask(old)
    assert len(sent()) == 4


def test_one_address_is_stopped_and_others_are_not(ann, old):
    answers = [ask("x" * 22, REMOTE_ADDR="203.0.113.7").status_code for _ in range(21)]
    assert answers == [302] * 20 + [429]
    assert ask(old, REMOTE_ADDR="203.0.113.8").status_code == 302
    assert sent() == ["Ann Ash"]


def test_after_a_no_only_who_asks_gets_one(ann, old):
    save_wish(participant=ann, wish="no", by=ann.user, now=LATER)
    ask(old)
    assert sent() == ["Ann Ash"]


def test_who_wants_letters_gets_no_text(ann, old):
    save_reach(participant=ann, reach="letter", by=ann.user, now=LATER)
    ask(old)
    assert sent() == []
