"""Staff send once more what did not arrive."""

from datetime import timedelta
from functools import partial

import pytest

from followon.audit.models import AuditEvent
from followon.messaging.kinds import Kind
from followon.messaging.models import Message, State
from followon.messaging.services.resending import NotSentAgain, resend
from followon.messaging.services.sending import send_due
from followon.messaging.services.stops import stop_texts
from followon.people.services.contacts import mark_dead, set_contact
from tests.at_once import at_once
from tests.cast import NOW

from .kit import EMAIL, TEXT, context, in_state, queue, registered

pytestmark = pytest.mark.usefixtures("answers")


def failed(person, service, kind="plain", *, state=State.FAILED, subject="meeting:1", **more):
    return in_state(queue(person, service, kind, subject=subject, **more), state)


def why_not(message, clinician, now=NOW):
    with pytest.raises(NotSentAgain) as refused:
        resend(message=message, by=clinician, now=now)
    assert AuditEvent.objects.filter(verb="message.resent").count() == 0
    return str(refused.value)


@pytest.mark.parametrize("state", [State.FAILED, State.UNDELIVERABLE, State.UNKNOWN])
def test_one_copy_goes_and_who_sent_it_is_written_down(ann, service, clinician, notify, state):
    message = failed(ann, service, state=state)
    copy = resend(message=message, by=clinician, now=NOW)
    send_due(now=NOW)
    copy = Message.objects.get(dedupe_key=copy.dedupe_key)
    assert (copy.state, copy.channel, copy.subject) == (State.SENT, TEXT, "meeting:1")
    event = AuditEvent.objects.get(verb="message.resent")
    assert (event.actor, event.subject) == (str(clinician.pk), str(message.pk))
    assert event.facts == {"kind": "plain", "channel": "text"}


def test_two_clicks_send_once(ann, service, clinician):
    message = failed(ann, service)
    resend(message=message, by=clinician, now=NOW)
    with pytest.raises(NotSentAgain, match="Another copy has gone"):
        resend(message=message, by=clinician, now=NOW)
    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_sends_and_one_is_told(bob, service, clinician):
    message = failed(bob, service)
    send = partial(resend, message=message, by=clinician, now=NOW)
    outcomes = sorted(at_once(send, send), key=lambda each: isinstance(each, NotSentAgain))
    assert isinstance(outcomes[0], Message)
    assert "Another copy has gone" in str(outcomes[1])
    assert Message.objects.count() == 2
    assert AuditEvent.objects.filter(verb="message.resent").count() == 1


def test_after_a_second_failure_it_may_go_a_third_time(ann, service, clinician):
    message = failed(ann, service)
    in_state(resend(message=message, by=clinician, now=NOW), State.FAILED)
    resend(message=message, by=clinician, now=NOW)
    assert Message.objects.count() == 3


def test_it_goes_the_way_that_is_open_now(bob, service, clinician):
    message = failed(bob, service)
    mark_dead(contact=message.contact, now=NOW)
    assert resend(message=message, by=clinician, now=NOW).channel == EMAIL


def test_to_a_new_number(ann, service, clinician):
    message = failed(ann, service)
    mark_dead(contact=message.contact, now=NOW)
    assert "Record a new one first" in why_not(message, clinician)
    new = set_contact(user=ann, kind="mobile", raw="07700 900555", by=clinician, now=NOW)
    assert resend(message=message, by=clinician, now=NOW).contact == new


def test_not_to_a_number_that_said_stop(ann, service, clinician):
    message = failed(ann, service)
    stop_texts(number=message.contact.value, now=NOW)
    assert "No number or address" in why_not(message, clinician)


def test_not_once_its_time_has_passed(ann, service, clinician):
    message = failed(ann, service, send_before=NOW + timedelta(hours=1))
    assert "Its time has passed" in why_not(message, clinician, NOW + timedelta(hours=1))


@pytest.mark.parametrize("state", [State.SENT, State.DELIVERED, State.QUEUED, State.SKIPPED])
def test_not_what_went_or_was_held_back(ann, service, clinician, state):
    assert "or it went" in why_not(failed(ann, service, state=state), clinician)


def test_not_while_the_provider_is_still_being_asked(ann, service, clinician):
    message = failed(ann, service, state=State.UNKNOWN)
    message.look_at = NOW
    assert "or it went" in why_not(message, clinician)


def test_not_a_code_that_was_blanked(ann, service, clinician):
    assert "cannot be sent again" in why_not(failed(ann, service, "code"), clinician)


def test_not_what_nobody_needs_and_why_is_not_said(ann, service, clinician):
    with registered(Kind("gone", context, still_wanted=lambda message, now: "said no")):
        words = why_not(failed(ann, service, "gone"), clinician)
    assert "no longer needed" in words
    assert "said no" not in words


def test_an_audit_that_fails_sends_nothing(ann, service, clinician, monkeypatch):
    message = failed(ann, service)
    monkeypatch.setattr(
        "followon.messaging.services.resending.record", lambda *args, **kwargs: 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        resend(message=message, by=clinician, now=NOW)
    assert Message.objects.count() == 1
