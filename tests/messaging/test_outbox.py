from datetime import timedelta

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError

from followon.messaging import tasks
from followon.messaging.models import Message, State
from followon.messaging.services.outbox import enqueue
from followon.messaging.services.stops import stop_emails, stop_texts
from followon.people.models import CommunicationNeed, NeedKind, Reach
from followon.people.queries.contacts import usable_contacts
from followon.people.services.contacts import mark_dead
from followon.people.services.needs import set_needs
from followon.people.services.preferences import set_reach
from tests.cast import NOW, make_person

from .kit import EMAIL, TEXT

pytestmark = pytest.mark.usefixtures("answers")


def channels(user, service, **more) -> list[str]:
    made = enqueue(kind="plain", recipient=user, service=service, now=NOW, **more)
    return sorted(message.channel for message in made)


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        (Reach.TEXT, [TEXT]),
        (Reach.EMAIL, [EMAIL]),
        (Reach.BOTH, [EMAIL, TEXT]),
        (Reach.CALL, []),
        (Reach.LETTER, []),
    ],
)
def test_the_channel_is_the_one_that_the_person_chose(bob, service, reach, expected):
    set_reach(user=bob, reach=reach, by=bob, now=NOW)
    assert channels(bob, service) == expected


def test_who_lacks_the_chosen_contact_is_reached_by_the_other(ann, eve, service):
    set_reach(user=ann, reach=Reach.EMAIL, by=ann, now=NOW)
    set_reach(user=eve, reach=Reach.TEXT, by=eve, now=NOW)
    assert (channels(ann, service), channels(eve, service)) == ([TEXT], [EMAIL])


def test_somebody_without_a_contact_gets_nothing_and_is_no_error(service):
    nobody = make_person("Nan None", landline="0117 496 0101", service=service)
    assert channels(nobody, service) == []


def test_a_dead_number_a_stop_and_a_need_lead_to_the_e_mail(bob, service):
    mobile = next(each for each in usable_contacts(bob) if each.kind == "mobile")
    stop_texts(number=mobile.value, now=NOW)
    assert channels(bob, service, subject="a") == [EMAIL]
    set_needs(
        user=bob,
        codes=[CommunicationNeed.NO_TEXTS],
        kinds=[NeedKind.CONTACT_METHOD],
        by=bob,
        now=NOW,
    )
    assert channels(bob, service, subject="b") == [EMAIL]
    mark_dead(contact=mobile, now=NOW)
    assert channels(bob, service, subject="c") == [EMAIL]


def test_where_all_is_stopped_the_row_stands_so_that_the_record_says_why(bob, service):
    stop_texts(number="+447700900102", now=NOW)
    stop_emails(address="bob@example.com", now=NOW)
    assert channels(bob, service) == [TEXT]


def test_a_contact_that_is_named_is_used_whatever_the_person_prefers(bob, service):
    email = next(each for each in usable_contacts(bob) if each.kind == "email")
    assert channels(bob, service, contact=email) == [EMAIL]


def test_the_same_message_is_queued_once(ann, service):
    first = enqueue(kind="plain", recipient=ann, service=service, now=NOW, subject="m:1")
    later = enqueue(
        kind="plain", recipient=ann, service=service, now=NOW + timedelta(hours=1), subject="m:1"
    )
    assert [message.pk for message in first] == [message.pk for message in later]
    assert Message.objects.count() == 1


def test_a_new_version_and_another_dedupe_are_new_messages(ann, service):
    for more in ({"version": 1}, {"version": 2}, {"version": 2, "dedupe": "x"}):
        enqueue(kind="plain", recipient=ann, service=service, now=NOW, subject="m:1", **more)
    assert Message.objects.count() == 3


def test_a_message_stands_or_falls_with_its_cause(ann, service):
    @transaction.atomic
    def cause() -> None:
        enqueue(kind="plain", recipient=ann, service=service, now=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cause()
    assert Message.objects.count() == 0


def test_a_kind_that_nobody_registered_is_named(ann, service):
    with pytest.raises(LookupError, match="No message kind 'nonsense'"):
        enqueue(kind="nonsense", recipient=ann, service=service, now=NOW)


def test_a_worker_is_woken_once_after_commit(
    ann, service, monkeypatch, django_capture_on_commit_callbacks
):
    woken = []
    monkeypatch.setattr(tasks.send_batch, "delay", lambda: woken.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        for subject in ("a", "b"):
            enqueue(kind="plain", recipient=ann, service=service, now=NOW, subject=subject)
        assert woken == []
    assert woken == [1]


def test_a_broker_that_is_down_breaks_nothing(
    ann, service, monkeypatch, django_capture_on_commit_callbacks
):
    def broken() -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.send_batch, "delay", broken)
    with django_capture_on_commit_callbacks(execute=True):
        enqueue(kind="plain", recipient=ann, service=service, now=NOW)
    assert Message.objects.get().state == State.QUEUED


def test_urgent_messages_stand_first(ann, service):
    made = {
        kind: enqueue(kind=kind, recipient=ann, service=service, now=NOW)[0].priority
        for kind in ("plain", "urgent", "code")
    }
    assert made == {"code": 2, "urgent": 3, "plain": 4}
