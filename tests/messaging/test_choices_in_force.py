"""What a person chooses takes effect on what is queued: it is decided at the moment of sending."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from followon.messaging.gate import ANOTHER_WAY
from followon.messaging.kinds import Hours
from followon.messaging.models import Message
from followon.messaging.retry import after_error
from followon.messaging.services.claiming import claim
from followon.messaging.services.outbox import enqueue
from followon.messaging.services.outcomes import follow
from followon.messaging.services.releasing import release_all
from followon.messaging.services.sending import send_due
from followon.messaging.transports import TransportError
from followon.messaging.wording import Rendered
from followon.people.services.contacts import mark_dead, set_contact
from followon.people.services.preferences import set_language, set_quiet_hours, set_reach
from tests.cast import NOW, make_person
from tests.catalogue import catalogue

from .kit import EMAIL, TEXT, queue, states

TEN_IN_LONDON = time(10)


@pytest.fixture(autouse=True)
def outbox(settings, answers):
    """The console transport works nowhere else."""
    settings.DEBUG = True


def reach(user, how):
    set_reach(user=user, reach=how, by=user, now=NOW)


def rows(user):
    found = Message.objects.filter(recipient=user).order_by("channel")
    return [(row.channel, row.state, row.reason) for row in found]


def test_quiet_hours_chosen_later_hold_what_is_queued(bob, service):
    message = queue(bob, service)
    set_quiet_hours(user=bob, quiet_from=time(9), quiet_until=time(15), by=bob, now=NOW)
    send_due(now=NOW)
    message.refresh_from_db()
    assert (message.state, message.not_before) == ("queued", NOW + timedelta(hours=5))
    send_due(now=NOW + timedelta(hours=5))
    assert rows(bob) == [(TEXT, "sent", "")]


def test_quiet_hours_taken_back_let_it_go_at_its_time(bob, service):
    set_quiet_hours(user=bob, quiet_from=time(9), quiet_until=time(15), by=bob, now=NOW)
    queue(bob, service)
    send_due(now=NOW)
    set_quiet_hours(user=bob, quiet_from=None, quiet_until=None, by=bob, now=NOW)
    send_due(now=NOW + timedelta(hours=5))
    assert rows(bob) == [(TEXT, "sent", "")]


def test_quiet_hours_leave_codes_and_moves_alone(bob, service):
    set_quiet_hours(user=bob, quiet_from=time(9), quiet_until=time(15), by=bob, now=NOW)
    for kind in ("urgent", "code"):
        queue(bob, service, kind)
    send_due(now=NOW)
    assert {row[1] for row in rows(bob)} == {"sent"}


def test_another_channel_gets_it_exactly_once(bob, service):
    queue(bob, service)
    reach(bob, "email")
    for _ in range(3):
        send_due(now=NOW)
    assert rows(bob) == [(EMAIL, "sent", ""), (TEXT, "skipped", ANOTHER_WAY)]


def test_changing_ones_mind_and_back_sends_it_once(bob, service):
    queue(bob, service)
    reach(bob, "email")
    reach(bob, "text")
    send_due(now=NOW)
    assert rows(bob) == [(TEXT, "sent", "")]


@pytest.mark.parametrize(("chosen", "left"), [("text", EMAIL), ("email", TEXT)])
def test_of_both_only_the_one_that_is_left_goes(bob, service, chosen, left):
    reach(bob, "both")
    enqueue(kind="plain", recipient=bob, service=service, now=NOW)
    reach(bob, chosen)
    send_due(now=NOW)
    assert {channel: state for channel, state, _reason in rows(bob)} == {
        TEXT: "sent" if left == EMAIL else "skipped",
        EMAIL: "sent" if left == TEXT else "skipped",
    }


@pytest.mark.parametrize("how", ["call", "letter"])
def test_a_call_or_a_letter_sends_nothing_anywhere(bob, service, how):
    queue(bob, service)
    reach(bob, how)
    send_due(now=NOW)
    assert rows(bob) == [(TEXT, "skipped", ANOTHER_WAY)]


def test_a_call_holds_back_even_what_was_on_its_way_to_the_other_channel(bob, service):
    queue(bob, service)
    reach(bob, "email")
    (first,) = claim(now=NOW, size=1)
    release_all([first], now=NOW)  # skipped; its e-mail is queued now
    reach(bob, "call")
    send_due(now=NOW)
    assert rows(bob) == [(EMAIL, "skipped", ANOTHER_WAY), (TEXT, "skipped", ANOTHER_WAY)]


def test_a_code_that_they_ask_for_comes_all_the_same(bob, service):
    reach(bob, "call")
    contact = bob.contacts.get(kind="mobile")
    enqueue(kind="code", recipient=bob, service=service, contact=contact, now=NOW)
    send_due(now=NOW)
    assert rows(bob) == [(TEXT, "sent", "")]


def between_claim_and_send(message, change):
    """A worker has claimed it; the person changes their mind; the worker goes on."""
    (claimed,) = claim(now=NOW, size=1)
    assert claimed.pk == message.pk
    change()
    return release_all([claimed], now=NOW)


def test_quiet_hours_chosen_between_claim_and_send_count(bob, service):
    message = queue(bob, service)
    released = between_claim_and_send(
        message,
        lambda: set_quiet_hours(
            user=bob, quiet_from=time(9), quiet_until=time(15), by=bob, now=NOW
        ),
    )
    assert released == []
    assert states(recipient=bob) == [(TEXT, "queued")]


def test_a_channel_chosen_between_claim_and_send_counts(bob, service):
    message = queue(bob, service)
    assert between_claim_and_send(message, lambda: reach(bob, "email")) == []
    send_due(now=NOW)
    assert rows(bob) == [(EMAIL, "sent", ""), (TEXT, "skipped", ANOTHER_WAY)]


def test_a_new_number_between_claim_and_send_gets_it(bob, service):
    message = queue(bob, service)

    def change():
        set_contact(user=bob, kind="mobile", raw="07700 900777", by=bob, now=NOW)

    released = between_claim_and_send(message, change)
    assert [each.composed.envelope.to for each in released] == ["+447700900777"]


def test_a_choice_after_the_message_was_handed_over_changes_nothing(bob, service):
    queue(bob, service)
    send_due(now=NOW)
    reach(bob, "email")
    send_due(now=NOW)
    assert rows(bob) == [(TEXT, "sent", "")]


def test_the_language_is_that_of_the_moment_of_sending(
    bob, service, monkeypatch, settings, tmp_path
):
    settings.LOCALE_PATHS = [catalogue(tmp_path, "cy")]
    queue(bob, service)
    set_language(user=bob, language="cy", by=bob, now=NOW)
    used = []

    def render(*args, **more):
        used.append(translation.get_language())
        return Rendered("Shwmae", "")

    monkeypatch.setattr("followon.messaging.services.composing.render", render)
    send_due(now=NOW)
    assert (used, rows(bob)) == (["cy"], [(TEXT, "sent", "")])


def test_a_number_refused_at_sending_is_dead_and_the_email_gets_it(bob, service):
    message = queue(bob, service)
    (claimed,) = claim(now=NOW, size=1)
    release_all([claimed], now=NOW)
    error = TransportError("Not a mobile number", permanent=True, contact_dead=True)
    step = after_error(error, tries=1, hours=Hours.ORDINARY, send_before=None, now=NOW)
    follow(claimed, step, now=NOW)
    send_due(now=NOW)
    message.refresh_from_db()
    assert message.state == "undeliverable"
    assert bob.contacts.get(kind="mobile").dead_since == NOW
    assert [(channel, state) for channel, state, _why in rows(bob)] == [
        (EMAIL, "sent"),
        (TEXT, "undeliverable"),
    ]


def test_what_waits_for_a_number_that_died_since_goes_by_email(bob, service):
    queue(bob, service)
    mark_dead(contact=bob.contacts.get(kind="mobile"), now=NOW)
    send_due(now=NOW)
    assert [(channel, state) for channel, state, _why in rows(bob)] == [
        (EMAIL, "sent"),
        (TEXT, "skipped"),
    ]


def test_choices_cost_no_query_more_for_many(service):
    """How many a batch takes is counted in test_releasing; here that choices add none for each."""
    costs = []
    for people in (1, 5):
        for number in range(people):
            user = make_person(f"Person{number} P", mobile=f"07700 9002{people}{number}")
            set_quiet_hours(user=user, quiet_from=time(22), quiet_until=time(7), by=user, now=NOW)
            queue(user, service)
        batch = claim(now=NOW, size=10)
        with CaptureQueriesContext(connection) as queries:
            assert len(release_all(batch, now=NOW)) == people
        costs.append(len(queries))
    assert costs[0] == costs[1]
