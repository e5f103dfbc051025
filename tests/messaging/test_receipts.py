import json
from datetime import timedelta

import pytest
from django.test import Client
from kombu.exceptions import OperationalError

from followon.messaging import tasks
from followon.messaging.models import Message, Receipt, State
from followon.messaging.services import arrivals, outcomes, receipts
from followon.messaging.services.sending import send_due
from followon.messaging.services.sweeping import sweep
from followon.messaging.views import hooks
from followon.people.models import Contact
from followon.people.queries.contacts import contact_at
from tests.cast import NOW, make_person, new_mobile

from .kit import EMAIL, TEXT, TOKEN, queue, sent, states

URL = "/hooks/notify/receipts/"


@pytest.fixture(autouse=True)
def worker(monkeypatch):
    """A worker that gets to work at once, each time."""
    monkeypatch.setattr(hooks.wake_receipts, "soon", 0)
    monkeypatch.setattr(tasks.work_receipts, "apply_async", lambda **_: tasks.work_receipts())


def post(body: object, *, token: str = TOKEN) -> int:
    answer = Client(enforce_csrf_checks=True).post(
        URL,
        body if isinstance(body, str) else json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    return answer.status_code


def receipt(message: Message, status: str = "delivered", **more: object) -> dict[str, object]:
    return {
        "id": message.provider_id,
        "reference": str(message.pk),
        "to": message.to,
        "status": status,
        "completed_at": "2026-09-09T09:00:05.000000Z",
        **more,
    }


def state_of(message: Message) -> str:
    return Message.objects.get(pk=message.pk).state


def test_delivered_proves_the_contact(ann, service, notify):
    message = sent(ann, service)
    assert post(receipt(message)) == 204
    assert state_of(message) == State.DELIVERED
    assert contact_at(ann, "mobile", "+447700900101").proven_at == NOW


def test_no_personal_data_of_a_receipt_is_kept(ann, service, notify):
    message = sent(ann, service)
    post(receipt(message))
    kept = Receipt.objects.values().get()
    assert "7700900101" not in json.dumps(kept, default=str)


def test_a_receipt_twice_changes_nothing_more(ann, service, notify):
    message = sent(ann, service)
    assert [post(receipt(message)), post(receipt(message))] == [204, 204]
    assert Receipt.objects.count() == 1


def test_receipts_out_of_order_only_go_forward(ann, service, notify):
    message = sent(ann, service)
    for status in ("delivered", "sending", "temporary-failure"):
        post(receipt(message, status))
    assert state_of(message) == State.DELIVERED
    assert list(Receipt.objects.order_by("pk").values_list("outcome", flat=True)) == [
        "delivered",
        "no news",
        "already delivered",
    ]


def test_a_receipt_that_overtakes_the_answer_of_the_provider_counts(ann, service, notify):
    message = queue(ann, service)
    Message.objects.filter(pk=message.pk).update(state=State.SENDING, lease_until=NOW)
    post(receipt(message, id="n1"))
    assert state_of(message) == State.DELIVERED


def test_a_receipt_for_what_we_took_for_lost_stops_a_second_send(ann, service, notify):
    message = queue(ann, service)
    post(receipt(message, id="n1"))
    send_due(now=NOW)
    assert (state_of(message), notify.sent) == (State.DELIVERED, [])


def test_a_dead_number_is_marked_and_the_e_mail_tried(bob, service, notify):
    message = sent(bob, service)
    post(receipt(message, "permanent-failure"))
    assert contact_at(bob, "mobile", "+447700900102").dead_since == NOW
    assert states() == [(EMAIL, "queued"), (TEXT, "undeliverable")]


def test_a_phone_that_was_off_is_tried_once_more_and_then_the_e_mail(bob, service, notify):
    first = sent(bob, service)
    post(receipt(first, "temporary-failure"))
    send_due(now=NOW)
    second = Message.objects.get(channel=TEXT, state=State.SENT)
    post(receipt(second, "temporary-failure"))
    assert sorted(states()) == [(EMAIL, "queued"), (TEXT, "failed"), (TEXT, "failed")]
    assert contact_at(bob, "mobile", "+447700900102").dead_since is None


def test_nothing_is_tried_again_once_it_is_too_late(bob, service, notify):
    message = sent(bob, service, send_before=NOW + timedelta(minutes=1))
    receipts.keep(
        provider="notify",
        provider_id=message.provider_id,
        reference=str(message.pk),
        status="temporary-failure",
        happened_at=None,
        now=NOW,
    )
    receipts.work_all(now=NOW + timedelta(hours=1))
    assert states() == [(TEXT, "failed")]


def test_an_unknown_reference_is_kept_and_tried_again_for_a_day(ann, service, notify):
    message = queue(ann, service)
    Message.objects.filter(pk=message.pk).delete()
    assert post({"id": "n1", "reference": str(message.pk), "status": "delivered"}) == 204
    assert Receipt.objects.get().worked_at is None
    receipts.work_all(now=NOW + timedelta(hours=24))
    kept = Receipt.objects.get()
    assert (kept.outcome, kept.tries) == ("unknown reference", 2)


def test_a_reference_that_was_not_ours_is_no_error(db, notify):
    assert post({"id": "n1", "reference": None, "status": "delivered"}) == 204


def test_a_receipt_without_our_reference_is_found_by_the_providers_id(ann, service, notify):
    message = sent(ann, service)
    post(receipt(message, reference=None))
    assert state_of(message) == State.DELIVERED


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", "ü"])
def test_a_wrong_token_is_refused_and_raises_the_alarm(ann, service, notify, caplog, token):
    message = sent(ann, service)
    assert post(receipt(message), token=token) == 403
    assert Receipt.objects.count() == 0
    assert "wrong token" in caplog.text


def test_without_a_token_of_ours_nobody_gets_in(db, notify, settings):
    settings.NOTIFY_CALLBACK_TOKEN = ""
    assert post({"id": "n1"}, token="") == 403


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', "{}"])
def test_nonsense_is_a_bad_request(db, notify, body):
    assert post(body) == 400


@pytest.mark.parametrize("mark", ["\x00", "\ud83d"])
def test_what_no_database_can_hold_is_left_out(db, notify, mark):
    said = {"id": f"a{mark}b", "reference": mark, "status": f"delivered{mark}"}
    assert post(said) == 204
    assert Receipt.objects.get().reference in ("ab", "?", "a?b")


def test_only_posts_are_taken(db, client):
    assert client.get(URL).status_code == 405


def test_a_broker_that_is_down_loses_no_receipt(ann, service, notify, monkeypatch):
    def broken(**_: object) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.work_receipts, "apply_async", broken)
    message = sent(ann, service)
    assert post(receipt(message)) == 204
    assert state_of(message) == State.SENT
    sweep(now=NOW)
    assert state_of(message) == State.DELIVERED


def keep(message: Message, status: str = "delivered") -> None:
    receipts.keep(
        provider="notify",
        provider_id=message.provider_id,
        reference=str(message.pk),
        status=status,
        happened_at=None,
        now=NOW,
    )


@pytest.mark.parametrize("count", [1, 30])
def test_arrivals_are_worked_on_together(service, notify, count, django_assert_num_queries):
    people = [
        make_person(f"P{n} Person", mobile=new_mobile(), service=service) for n in range(count)
    ]
    for message in [sent(person, service) for person in people]:
        keep(message)
    # To read them, a savepoint, two locks, messages, contacts twice, receipts, and its end.
    with django_assert_num_queries(9):
        assert receipts.work_all(now=NOW) == count
    assert states() == [(TEXT, "delivered")] * count
    assert set(Receipt.objects.values_list("outcome", "tries")) == {("delivered", 1)}
    assert not Contact.objects.filter(user__in=people, proven_at=None).exists()


def test_what_is_not_plain_among_many_goes_one_by_one(ann, bob, eve, service, notify):
    first, second, third = (sent(person, service) for person in (ann, bob, eve))
    keep(first)
    keep(second, "temporary-failure")
    keep(second)
    keep(third, "permanent-failure")
    Receipt.objects.create(
        provider="nobody", dedupe_key="x", reference="x", status="delivered", received_at=NOW
    )
    assert receipts.work_all(now=NOW) == 4
    assert [state_of(each) for each in (first, second, third)] == [
        State.DELIVERED,
        State.FAILED,
        State.UNDELIVERABLE,
    ]
    assert Receipt.objects.get(worked_at=None).provider == "nobody"


def test_where_they_cannot_be_worked_on_together_each_is_by_itself(
    ann, service, notify, monkeypatch, caplog
):
    def broken(**_: object) -> None:
        raise ZeroDivisionError

    keep(sent(ann, service))
    monkeypatch.setattr(arrivals.contacts, "mark_all_proven", broken)
    monkeypatch.setattr(outcomes.contacts, "mark_proven", lambda **_: None)
    assert receipts.work_all(now=NOW) == 1
    assert states() == [(TEXT, "delivered")]
    assert "could not be worked on together: ZeroDivisionError" in caplog.text


def test_a_message_that_is_done_stays_as_it_is(ann, service, notify):
    message = sent(ann, service)
    Message.objects.filter(pk=message.pk).update(state=State.FAILED, finished_at=NOW)
    keep(message)
    receipts.work_all(now=NOW)
    assert state_of(message) == State.FAILED
    assert Receipt.objects.get().outcome == "already failed"


def test_more_than_one_portion_is_worked_on_at_once(service, notify, monkeypatch):
    monkeypatch.setattr(receipts, "AT_ONCE", 2)
    people = [make_person(f"P{n} Person", mobile=new_mobile(), service=service) for n in range(5)]
    for message in [sent(person, service) for person in people]:
        keep(message)
    assert receipts.work_all(now=NOW) == 5
