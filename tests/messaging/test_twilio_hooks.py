"""Twilio's callbacks: signed, kept, answered at once, worked on by a task."""

import json
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from twilio.request_validator import RequestValidator

from followon.messaging import tasks
from followon.messaging.models import InboundText, Message, Reading, Receipt, State, TextStop
from followon.messaging.services.sending import send_due
from followon.messaging.services.states import advance
from followon.messaging.services.sweeping import settle_doubts
from followon.messaging.views import hooks
from followon.people.queries.contacts import contact_at
from tests.cast import NOW
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, SENDER, FakeTwilio

from .kit import EMAIL, TEXT, queue, sent, states

BASE = "https://fo.example.org"
RECEIPTS, TEXTS = "/hooks/twilio/receipts/", "/hooks/twilio/texts/"
ANN = "+447700900101"


@pytest.fixture(autouse=True)
def worker(monkeypatch):
    """A worker that gets to work at once."""
    monkeypatch.setattr(hooks.wake_receipts, "soon", 0)
    monkeypatch.setattr(tasks.work_receipts, "apply_async", lambda **_: tasks.work_receipts())
    monkeypatch.setattr(
        tasks.work_inbound, "apply_async", lambda args, **_: tasks.work_inbound(*args)
    )


@pytest.fixture
def twilio(settings, answers):
    """Twilio's stand-in, used for every text."""
    with FakeTwilio() as fake:
        settings.TEXT_TRANSPORT = "twilio"
        settings.TWILIO_BASE_URL, settings.BASE_URL = fake.url, BASE
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = ACCOUNT_SID, AUTH_TOKEN
        settings.TWILIO_SENDER, settings.TWILIO_SIGNING_SECRET = SENDER, AUTH_TOKEN
        yield fake


def signature(url: str, fields: dict, token: str = AUTH_TOKEN, algorithm: str = "") -> str:
    return RequestValidator(token).compute_signature(url, fields, algorithm)


def post_form(where: str, fields: dict, **more):
    """A form as Twilio posts it, signed for the address that Twilio was given."""
    signed = more.pop("signed", None)
    signed = signature(BASE + where, fields) if signed is None else signed
    return Client(enforce_csrf_checks=True).post(
        where,
        urlencode(fields),
        content_type="application/x-www-form-urlencoded",
        headers={"X-Twilio-Signature": signed, **more},
    )


def receipt(message: Message, status: str = "delivered", code: str = "", **more):
    fields = {"MessageSid": message.provider_id, "MessageStatus": status, "To": ANN}
    if code:
        fields["ErrorCode"] = code
    return post_form(f"{RECEIPTS}?reference={message.pk}", fields | more)


def text(body: str, sid: str = "SM1", **more):
    return post_form(TEXTS, {"MessageSid": sid, "From": ANN, "To": SENDER, "Body": body, **more})


def state_of(message: Message) -> str:
    return Message.objects.get(pk=message.pk).state


def test_the_address_for_receipts_carries_our_reference(ann, service, twilio):
    message = sent(ann, service)
    assert [sms.status_callback for sms in twilio.sent] == [
        f"{BASE}{RECEIPTS}?reference={message.pk}"
    ]


def test_delivered_proves_the_contact(ann, service, twilio):
    message = sent(ann, service)
    assert receipt(message).status_code == 204
    assert state_of(message) == State.DELIVERED
    assert contact_at(ann, "mobile", ANN).proven_at == NOW


def test_a_receipt_without_our_reference_is_found_by_its_sid(ann, service, twilio):
    message = sent(ann, service)
    post_form(RECEIPTS, {"MessageSid": message.provider_id, "MessageStatus": "delivered"})
    assert state_of(message) == State.DELIVERED


def test_a_receipt_twice_is_kept_once_and_holds_no_number(ann, service, twilio):
    message = sent(ann, service)
    assert [receipt(message).status_code, receipt(message).status_code] == [204, 204]
    assert "7700900101" not in json.dumps(Receipt.objects.values().get(), default=str)


def test_receipts_out_of_order_only_go_forward(ann, service, twilio):
    message = sent(ann, service)
    for status in ("delivered", "sent", "queued", "undelivered"):
        receipt(message, status)
    assert state_of(message) == State.DELIVERED


def test_a_number_that_is_none_is_marked_and_the_e_mail_tried(bob, service, twilio):
    message = sent(bob, service)
    receipt(message, "undelivered", "30005")
    assert contact_at(bob, "mobile", "+447700900102").dead_since == NOW
    assert states() == [(EMAIL, "queued"), (TEXT, "undeliverable")]


def test_who_stopped_at_twilio_is_stopped_here_and_is_no_dead_number(bob, service, twilio):
    message = sent(bob, service)
    receipt(message, "failed", "21610")
    assert TextStop.objects.get().number == "+447700900102"
    assert contact_at(bob, "mobile", "+447700900102").dead_since is None
    assert states() == [(EMAIL, "queued"), (TEXT, "undeliverable")]


def test_who_stopped_at_twilio_before_we_knew_is_stopped_here(bob, service, twilio):
    twilio.stopped.add("+447700900102")
    queue(bob, service)
    send_due(now=NOW)
    assert TextStop.objects.get().number == "+447700900102"
    assert states() == [(EMAIL, "queued"), (TEXT, "undeliverable")]


@pytest.mark.parametrize("status", ["queued", "sent"])
def test_a_receipt_settles_a_message_in_doubt(ann, service, twilio, status):
    message = in_doubt(ann, service)
    receipt(message, status, MessageSid="SM77")
    message.refresh_from_db()
    assert (message.state, message.provider_id) == (State.SENT, "SM77")


def test_the_failure_of_an_earlier_try_says_nothing_of_the_last(ann, service, twilio):
    message = sent(ann, service)
    receipt(message, "undelivered", "30003", MessageSid="SM-of-the-first-try")
    assert state_of(message) == State.SENT
    assert Receipt.objects.get().outcome == "of an earlier try"


@pytest.mark.parametrize(("status", "code"), [("delivered", None), ("undelivered", 30005)])
def test_a_receipt_that_never_came_is_asked_for(ann, service, twilio, status, code):
    message = sent(ann, service)
    twilio.sent[0].status, twilio.sent[0].error_code = status, code
    settle_doubts(now=NOW + timedelta(hours=73))
    assert state_of(message) == (State.UNDELIVERABLE if code else State.DELIVERED)


def in_doubt(ann, service) -> Message:
    message = queue(ann, service)
    Message.objects.filter(pk=message.pk).update(
        state=State.SENDING, lease_until=NOW, released_at=NOW, provider="twilio"
    )
    assert advance(message, State.UNKNOWN, now=NOW)
    return message


def test_receipts_are_understood_while_texts_go_another_way(ann, service, twilio, settings):
    message = sent(ann, service)
    settings.DEBUG, settings.TEXT_TRANSPORT = True, "console"
    receipt(message)
    assert state_of(message) == State.DELIVERED


def test_a_text_is_answered_with_nothing_and_worked_on(ann, service, twilio):
    sent(ann, service, "asking", subject="meeting:1")
    answer = text("COMING 👍")
    assert (answer.status_code, answer.content) == (200, b"<Response/>")
    assert answer["Content-Type"] == "text/xml"
    kept = InboundText.objects.get()
    assert (kept.source, kept.body, kept.reading) == (ANN, "COMING 👍", Reading.UNDERSTOOD)


def test_a_text_twice_is_kept_once(ann, service, twilio):
    assert [text("Hello").status_code for _ in range(2)] == [200, 200]
    assert InboundText.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "kind", "stopped"), [("ARRET", "STOP", True), ("STOP", "stop", True)]
)
def test_what_twilio_handled_as_a_stop_is_one_and_gets_no_second_answer(
    ann, service, twilio, body, kind, stopped
):
    text(body, OptOutType=kind)
    assert TextStop.objects.filter(ended_at__isnull=True).exists() is stopped
    assert (InboundText.objects.get().reading, Message.objects.count()) == (Reading.UNDERSTOOD, 0)


def test_what_twilio_handled_as_a_start_is_one(ann, service, twilio):
    text("STOP", OptOutType="STOP")
    text("ENCORE", sid="SM2", OptOutType="START")
    assert not TextStop.objects.filter(ended_at__isnull=True).exists()
    assert Message.objects.count() == 0


def test_a_kind_of_handling_that_we_do_not_know_is_a_text_as_any(ann, service, twilio):
    text("STOP", OptOutType="TOMORROW")
    assert TextStop.objects.count() == 1
    assert [message.kind for message in Message.objects.all()] == ["texts_stopped"]


FIELDS = {"MessageSid": "SM1", "MessageStatus": "delivered"}


@pytest.mark.parametrize(
    "signed",
    [
        "",
        "x",
        "ü" * 28,
        signature(BASE + RECEIPTS, FIELDS, token="another"),
        signature("https://evil.example" + RECEIPTS, FIELDS),
        signature(BASE + TEXTS, FIELDS),
        signature(BASE + RECEIPTS, FIELDS | {"MessageStatus": "failed"}),
    ],
)
def test_a_wrong_signature_is_refused_and_raises_the_alarm(db, twilio, caplog, signed):
    headers = {"signed": signed.encode().decode("latin-1")}
    assert post_form(RECEIPTS, FIELDS, **headers).status_code == 403
    assert Receipt.objects.count() == 0
    assert "wrong signature" in caplog.text


def test_the_host_header_is_not_asked(db, twilio, settings):
    settings.ALLOWED_HOSTS = ["*"]
    forged = signature("https://evil.example" + RECEIPTS, FIELDS)
    assert post_form(RECEIPTS, FIELDS, signed=forged, Host="evil.example").status_code == 403
    assert post_form(RECEIPTS, FIELDS, Host="inside.example").status_code == 204


def test_the_newer_algorithm_is_understood(db, twilio):
    signed = signature(BASE + RECEIPTS, FIELDS, algorithm="HMAC_SHA256")
    header = {"X-Twilio-Webhooks-Signature-Settings": "key=k1,algorithm=HMAC_SHA256"}
    assert post_form(RECEIPTS, FIELDS, signed=signed, **header).status_code == 204
    other = {"X-Twilio-Webhooks-Signature-Settings": "algorithm=HMAC_MD5"}
    assert post_form(RECEIPTS, FIELDS, signed=signed, **other).status_code == 403


def test_without_a_secret_of_ours_nobody_gets_in(db, twilio, settings):
    settings.TWILIO_SIGNING_SECRET = ""
    assert (
        post_form(RECEIPTS, FIELDS, signed=signature(BASE + RECEIPTS, FIELDS, "")).status_code
        == 403
    )


def test_a_signed_form_without_its_id_is_a_bad_request(db, twilio):
    assert post_form(RECEIPTS, {"MessageStatus": "sent"}).status_code == 400
    assert post_form(TEXTS, {"Body": "Hello"}).status_code == 400


def test_only_posts_are_taken(db, client):
    assert [client.get(where).status_code for where in (RECEIPTS, TEXTS)] == [405, 405]
