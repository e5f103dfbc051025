"""Whatever comes with a provider's token or signature: no fault, and nothing else held up."""

import json

import pytest
from django.test import Client
from twilio.request_validator import RequestValidator

from followon.messaging import tasks
from followon.messaging.models import InboundText, Receipt
from followon.messaging.services import receipts
from tests.cast import NOW

from .kit import TOKEN

BASE = "https://fo.example.org"
SECRET = "signing-secret"
NOTIFY = ("/hooks/notify/receipts/", "/hooks/notify/texts/")
TWILIO = ("/hooks/twilio/receipts/", "/hooks/twilio/texts/")
EVERY_HOOK = NOTIFY + TWILIO
ODD = (
    "\x00",
    "a\x00b",
    "x" * 10_000,
    "\ud83d",
    "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00",
    "٣²",
    "-1",
    "=1+1\r\nX: y",
    True,
    12.5,
    1e400,
    10**400,
    [],
    {"a": {"b": ["\x00", "\ud83d"]}},
    [[[[[1]]]]],
)
BODIES = (
    b"",
    b"\xff\xfe\x00",
    b"\x80abc=%ff%fe&%00=1",
    b"x" * 70_000,
    b"[" * 60_000,
    b'{"id":' * 9_000,
    b"{}",
    b"null",
    b"NaN",
    b'{"id": "1", "id": {}}',
    b"MessageSid",
    b"&&&=;;==",
    b"--x\r\nContent-Disposition: form-data\r\n\r\n",
)
TYPES = (
    "application/json",
    "application/json; charset=utf-16",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=nonsense",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "text/plain",
    "\x01",
    "",
)


@pytest.fixture(autouse=True)
def hooks(db, settings, monkeypatch):
    settings.NOTIFY_CALLBACK_TOKEN = TOKEN
    settings.BASE_URL, settings.TWILIO_SIGNING_SECRET = BASE, SECRET
    for task in (tasks.work_receipts, tasks.work_inbound):
        monkeypatch.setattr(task, "apply_async", lambda **_: None)


def post(where: str, body: bytes, kind: str, **more) -> int:
    signature = RequestValidator(SECRET).compute_signature(BASE + where, {})
    headers = {"Authorization": f"Bearer {TOKEN}", "X-Twilio-Signature": signature}
    client = Client(raise_request_exception=False, headers=headers)
    return client.generic("POST", where, body, content_type=kind, **more).status_code


@pytest.mark.parametrize("where", EVERY_HOOK)
@pytest.mark.parametrize("kind", TYPES)
def test_no_body_of_any_type_makes_a_fault(where, kind):
    answers = {body[:20]: post(where, body, kind) for body in BODIES}
    assert {body: status for body, status in answers.items() if not 400 <= status < 500} == {}


@pytest.mark.parametrize("where", EVERY_HOOK)
@pytest.mark.parametrize("length", ["", "-1", "x", "9" * 30, "٣"])
def test_no_length_that_is_claimed_makes_a_fault(where, length):
    said = length.encode().decode("latin-1")
    assert post(where, b"{}", "application/json", CONTENT_LENGTH=said) in (400, 403)


@pytest.mark.parametrize("where", EVERY_HOOK)
@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic x", "ü", "x" * 9_000])
def test_no_header_makes_a_fault(client, where, header):
    said = header.encode().decode("latin-1")
    given = {"Authorization": said, "X-Twilio-Signature": said}
    algorithm = {"X-Twilio-Webhooks-Signature-Settings": said}
    answer = client.post(where, b"{}", content_type="application/json", headers=given | algorithm)
    assert answer.status_code == 403


@pytest.mark.parametrize("value", ODD, ids=lambda value: repr(value)[:12])
def test_no_value_in_notify_s_json_makes_a_fault(value):
    names = {
        NOTIFY[0]: ("id", "reference", "status", "completed_at", "to"),
        NOTIFY[1]: ("id", "source_number", "destination_number", "message", "date_received"),
    }
    for where, fields in names.items():
        for name in fields:
            body = json.dumps({"id": f"n-{name}", name: value}).encode()
            assert post(where, body, "application/json") in (204, 400), (where, name)
    receipts.work_all(now=NOW)
    assert [str(kept) for kept in Receipt.objects.all()]
    assert [kept.sent_at for kept in InboundText.objects.all()]


@pytest.mark.parametrize("value", [*ODD[:4], "ü"])
def test_no_value_in_twilio_s_form_makes_a_fault(value):
    value = value.encode(errors="replace").decode()
    for where in TWILIO:
        for name in (
            "MessageSid",
            "MessageStatus",
            "ErrorCode",
            "From",
            "To",
            "Body",
            "OptOutType",
        ):
            fields = {"MessageSid": "SM1"} | {name: value}
            signed = RequestValidator(SECRET).compute_signature(BASE + where, fields)
            client = Client(raise_request_exception=False)
            answer = client.post(where, fields, headers={"X-Twilio-Signature": signed})
            assert answer.status_code in (200, 204, 400), (where, name)
    receipts.work_all(now=NOW)


def test_a_receipt_that_cannot_be_worked_on_keeps_no_other_waiting(monkeypatch, caplog):
    for number in ("1", "2"):
        receipts.keep(
            provider="notify" if number == "2" else "pigeon",
            provider_id=number,
            reference=number,
            status="delivered",
            happened_at=None,
            now=NOW,
        )
    seen = []
    work = receipts.work

    def broken(*, receipt_id, now):
        seen.append(receipt_id)
        if len(seen) == 1:
            raise KeyError("pigeon")
        return work(receipt_id=receipt_id, now=now)

    monkeypatch.setattr(receipts, "work", broken)
    receipts.work_all(now=NOW)
    assert len(seen) == 2
    assert "could not be worked on: KeyError" in caplog.text
