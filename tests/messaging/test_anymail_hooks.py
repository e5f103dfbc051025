"""The e-mail provider's events: signed, kept without addresses, worked on by a task."""

import base64
import json
import time

import pytest
from django.test import Client

from followon.messaging import tasks
from followon.messaging.models import EmailStop, Message, Receipt, State
from followon.messaging.services.sending import send_due
from followon.people.queries.contacts import contact_at
from tests.cast import NOW
from tests.fakes.mailgun import API_KEY, DOMAIN, SIGNING_KEY, FakeMailgun, event, failed, signature

from .kit import queue, sent

URL = "/hooks/anymail/mailgun/"
EVE = "eve@example.com"
HARD = failed("permanent", 550, "5.1.1 The email account does not exist", "bounce")
FULL = failed("permanent", 552, "5.2.2 Mailbox full", "bounce")
OLD_BOUNCE = failed("permanent", 605, "Not delivering to previously bounced", "suppress-bounce")
SOFT = failed("temporary", 452, "4.2.2 Mailbox full")


@pytest.fixture(autouse=True)
def worker(monkeypatch):
    """A worker that gets to work at once."""
    monkeypatch.setattr("followon.messaging.views.anymail_hooks.wake_receipts", tasks.work_receipts)


@pytest.fixture
def mailgun(settings, answers):
    """Mailgun's stand-in, used for every e-mail."""
    with FakeMailgun() as fake:
        settings.EMAIL_TRANSPORT, settings.ANYMAIL_PROVIDER = "anymail", "mailgun"
        settings.ANYMAIL = {
            "MAILGUN_API_KEY": API_KEY,
            "MAILGUN_API_URL": f"{fake.url}/v3",
            "MAILGUN_SENDER_DOMAIN": DOMAIN,
            "MAILGUN_WEBHOOK_SIGNING_KEY": SIGNING_KEY,
        }
        yield fake


def post(body: object, where: str = URL, **more) -> int:
    said = body if isinstance(body, bytes) else json.dumps(body).encode()
    client = Client(raise_request_exception=False)
    kind = more.pop("kind", "application/json")
    return client.post(where, said, content_type=kind, **more).status_code


def told(message: Message, kind: str, **more) -> int:
    return post(event(message.provider_id, kind, str(message.pk), **more))


def state_of(message: Message) -> str:
    return Message.objects.get(pk=message.pk).state


def stopped() -> list[str]:
    return list(EmailStop.objects.filter(ended_at__isnull=True).values_list("address", flat=True))


def test_an_e_mail_leaves_by_the_provider(eve, service, mailgun):
    message = sent(eve, service)
    assert [mail.fields["v:reference"] for mail in mailgun.sent] == [str(message.pk)]
    assert (message.provider, message.provider_id) == ("anymail", mailgun.sent[0].id)


def test_delivered_proves_the_address(eve, service, mailgun):
    message = sent(eve, service)
    assert told(message, "delivered") == 200
    assert state_of(message) == State.DELIVERED
    assert contact_at(eve, "email", EVE).proven_at == NOW


@pytest.mark.parametrize("reason", [HARD, OLD_BOUNCE])
def test_a_hard_bounce_marks_the_address(eve, service, mailgun, reason):
    message = sent(eve, service)
    told(message, "failed", **reason)
    assert state_of(message) == State.UNDELIVERABLE
    assert contact_at(eve, "email", EVE).dead_since == NOW


def test_a_full_mailbox_is_no_dead_address(eve, service, mailgun):
    message = sent(eve, service)
    told(message, "failed", **FULL)
    assert state_of(message) == State.FAILED
    assert contact_at(eve, "email", EVE).dead_since is None


def test_a_soft_bounce_is_the_provider_s_own_to_try_again(eve, service, mailgun):
    message = sent(eve, service)
    told(message, "failed", **SOFT)
    assert state_of(message) == State.SENT
    told(message, "delivered")
    assert state_of(message) == State.DELIVERED


@pytest.mark.parametrize("kind", ["complained", "unsubscribed"])
def test_who_complains_or_unsubscribes_gets_no_more_e_mails(eve, service, mailgun, kind):
    message = sent(eve, service)
    told(message, "delivered")
    told(message, kind)
    assert (state_of(message), stopped()) == (State.DELIVERED, [EVE])
    queue(eve, service, subject="meeting:2")
    send_due(now=NOW)
    assert len(mailgun.sent) == 1


def test_an_event_without_our_reference_is_found_by_the_message_s_id(eve, service, mailgun):
    message = sent(eve, service)
    post(event(message.provider_id, "delivered"))
    assert state_of(message) == State.DELIVERED


def test_an_event_twice_is_kept_once_and_holds_no_address(eve, service, mailgun):
    message = sent(eve, service)
    said = event(message.provider_id, "failed", str(message.pk), **HARD, recipient=EVE)
    assert [post(said), post(said)] == [200, 200]
    assert "eve" not in json.dumps(Receipt.objects.values().get(), default=str)


@pytest.mark.parametrize("kind", ["opened", "clicked", "of-tomorrow"])
def test_who_opened_what_is_not_even_kept(eve, service, mailgun, kind):
    assert told(sent(eve, service), kind) == 200
    assert Receipt.objects.count() == 0


def test_events_are_understood_while_e_mails_go_another_way(eve, service, mailgun, settings):
    message = sent(eve, service)
    settings.DEBUG, settings.EMAIL_TRANSPORT = True, "console"
    told(message, "delivered")
    assert state_of(message) == State.DELIVERED


# Strangers


def test_a_wrong_signature_is_refused_and_raises_the_alarm(eve, service, mailgun, caplog):
    said = event("<x>", "delivered")
    said["signature"]["signature"] = signature("1529006854", "a8ce0edb", "another key")
    assert post(said) == 403
    assert Receipt.objects.count() == 0
    assert "was refused" in caplog.text


@pytest.mark.parametrize("provider", ["", "postmark"])
def test_only_the_provider_of_the_settings_has_an_address(db, mailgun, settings, provider):
    settings.ANYMAIL_PROVIDER = provider
    assert post(event("<x>", "delivered")) == 404


def test_a_provider_without_signatures_needs_a_secret_of_ours(db, settings):
    settings.ANYMAIL_PROVIDER, settings.ANYMAIL = "postmark", {"POSTMARK_SERVER_TOKEN": "t"}
    where = "/hooks/anymail/postmark/"
    body = {"RecordType": "Delivery", "MessageID": "m1", "Recipient": EVE, "Tag": ""}
    body |= {"DeliveredAt": "2026-09-09T09:00:05Z", "Details": "", "Metadata": {"reference": "r"}}
    assert post(body, where) == 403
    settings.ANYMAIL = {**settings.ANYMAIL, "WEBHOOK_SECRET": "us:secret"}
    assert post(body, where) == 403
    right = base64.b64encode(b"us:secret").decode()
    assert post(body, where, headers={"Authorization": f"Basic {right}"}) == 200
    assert (Receipt.objects.get().reference, Receipt.objects.get().status) == ("r", "delivered")


def test_a_provider_s_soft_bounce_is_no_hard_one(eve, service, mailgun, settings):
    message = sent(eve, service)
    settings.ANYMAIL_PROVIDER = "postmark"
    settings.ANYMAIL = {"WEBHOOK_SECRET": "us:secret"}
    right = base64.b64encode(b"us:secret").decode()
    body = {
        "RecordType": "Bounce",
        "Type": "SoftBounce",
        "MessageID": message.provider_id,
        "Email": EVE,
        "BouncedAt": "2026-09-09T09:00:05Z",
        "Metadata": {"reference": str(message.pk)},
    }
    where, headers = "/hooks/anymail/postmark/", {"Authorization": f"Basic {right}"}
    assert post(body, where, headers=headers) == 200
    assert state_of(message) == State.FAILED
    assert contact_at(eve, "email", EVE).dead_since is None


def test_without_its_key_nobody_gets_in(db, mailgun, settings):
    settings.ANYMAIL = {}
    assert post(event("<x>", "delivered")) == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"[" * 60_000,
        b"[]",
        b"null",
        b'{"signature": 1}',
        b'{"signature": {"token": "\xc3\xbc", "timestamp": 1, "signature": []}}',
        b"x" * 2_000_000,
    ],
)
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "", "x"])
def test_no_body_makes_a_fault(db, mailgun, body, kind):
    assert 400 <= post(body, kind=kind) < 500


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"event": 7},
        {"event": "failed", "delivery-status": [], "severity": {}, "reason": []},
        {"event": "delivered", "timestamp": "x"},
        {"event": "delivered", "timestamp": 1e30},
        {"event": "delivered", "timestamp": 253402300799},
        {"event": "delivered", "message": 3, "user-variables": ["\x00"]},
        {"event": "delivered", "user-variables": {"reference": ["\x00", "\ud83d"]}},
        {"event": "delivered", "user-variables": {"reference": "a\x00\ud83d" * 500}},
        {"event": "delivered", "message": {"headers": {"message-id": "\x00" + "x" * 5_000}}},
        {"event": "delivered", "recipient": {"a": {"b": []}}},
    ],
)
def test_no_signed_nonsense_makes_a_fault(db, mailgun, odd):
    said = event("<x>", "delivered")
    said["event-data"] = {"timestamp": time.time()} | odd
    assert post(said) in (200, 400)
    tasks.work_receipts()
    assert len(list(Receipt.objects.all())) == Receipt.objects.count()
