"""The fake itself, where other tests lean on it: receipts, inbound texts and the control API."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import requests
from notifications_python_client.notifications import NotificationsAPIClient

from tests.fakes.gateway import Answer, Gateway, Request
from tests.fakes.notify import API_KEY, TEXT_TEMPLATE, FakeNotify


@dataclass
class Listener(Gateway):
    """The service's side of the callbacks."""

    heard: list[tuple[str, str, dict]] = field(default_factory=list)

    def route(self, request: Request) -> Answer:
        token = request.headers.get("Authorization", "")
        self.heard.append((request.path, token, json.loads(request.body)))
        return Answer(204, "")


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as made:
        yield made


@pytest.fixture
def notify(listener: Listener) -> Iterator[FakeNotify]:
    made = FakeNotify(
        receipt_url=f"{listener.url}/receipts",
        inbound_url=f"{listener.url}/texts",
        retry_pause=0.01,
    )
    with made:
        yield made


def send(notify: FakeNotify, to: str = "07700900123", reference: str = "ref-1") -> dict:
    client = NotificationsAPIClient(API_KEY, notify.url, timeout=2)
    return client.send_sms_notification(to, TEXT_TEMPLATE, {"body": "Hello"}, reference)


def test_a_receipt_has_the_documented_fields_and_the_token(notify, listener):
    id = send(notify)["id"]

    assert notify.deliver_receipt("ref-1", "permanent-failure") == 204

    [(path, token, body)] = listener.heard
    assert (path, token) == ("/receipts", "Bearer receipt-token")
    assert (body["id"], body["reference"], body["status"]) == (id, "ref-1", "permanent-failure")
    assert set(body) == {
        "id", "reference", "to", "status", "created_at", "completed_at", "sent_at",
        "notification_type", "template_id", "template_version",
    }  # fmt: skip


def test_a_receipt_for_what_was_never_sent_can_be_posted(notify, listener):
    notify.deliver_receipt("never-sent")

    assert [body["reference"] for _, _, body in listener.heard] == ["never-sent"]
    assert notify.sent == []


def test_a_text_in_has_the_documented_fields_and_can_be_polled(notify, listener):
    assert notify.text_in("+447700900222", "COMING") == 204

    [(path, token, body)] = listener.heard
    assert (path, token) == ("/texts", "Bearer inbound-token")
    assert set(body) == {
        "id", "source_number", "destination_number", "message", "date_received",
    }  # fmt: skip
    assert (body["source_number"], body["message"]) == ("447700900222", "COMING")
    client = NotificationsAPIClient(API_KEY, notify.url, timeout=2)
    assert [row["id"] for row in client.get_received_texts_iterator()] == [body["id"]]


def test_auto_posts_a_receipt_for_all_that_is_sent(notify, listener):
    notify.auto = True
    send(notify)
    send(notify, to="07700900002")

    notify.callbacks.drain()

    assert [body["status"] for _, _, body in listener.heard] == ["delivered", "permanent-failure"]
    assert [sent.status for sent in notify.sent] == ["delivered", "permanent-failure"]


def test_auto_tries_again_on_5xx_and_429_and_never_on_another_4xx(notify, listener):
    notify.auto = True
    listener.fail_next(500)
    listener.fail_next(429)
    send(notify, reference="ref-1")
    notify.callbacks.drain()
    listener.fail_next(401)
    send(notify, reference="ref-2")
    notify.callbacks.drain()

    assert [body["reference"] for _, _, body in listener.heard] == ["ref-1"]
    assert [status for _, status in notify.callbacks.posted] == [500, 429, 204, 401]


def test_another_process_can_steer_it(notify):
    def control(verb: str, **arguments: object) -> object:
        url = f"{notify.url}/_control/{verb}"
        return requests.post(url, json=arguments, timeout=2).json()

    send(notify)
    assert [row["reference"] for row in control("sent")] == ["ref-1"]
    assert control("text_in", source="+447700900222", message="YES") == 204
    control("fail_next", status=500, error="Exception", message="Internal server error")
    assert notify.next_fault().answer.status == 500
