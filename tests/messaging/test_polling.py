"""Texts that a webhook lost: asked for at every provider in use, and never kept twice."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from followon.messaging import tasks
from followon.messaging.models import InboundText, Reading, Way
from followon.messaging.services.sweeping import sweep
from followon.messaging.services.ways import note_texts_asked, texts_since
from tests.cast import NOW
from tests.fakes import notify_rules
from tests.fakes.notify_callbacks import stamp
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, SENDER, FakeTwilio

from .kit import TOKEN

ANN = "+447700900101"


@pytest.fixture(autouse=True)
def worker(monkeypatch):
    """A worker that gets to work at once."""
    monkeypatch.setattr(
        tasks.work_inbound, "apply_async", lambda args, **_: tasks.work_inbound(*args)
    )


@pytest.fixture
def twilio(settings, notify):
    with FakeTwilio() as fake:
        settings.TEXT_TRANSPORT = "notify,twilio"
        settings.TWILIO_BASE_URL = fake.url
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = ACCOUNT_SID, AUTH_TOKEN
        settings.TWILIO_SENDER = SENDER
        yield fake


def post(id: str, message: str) -> int:
    """Notify's own call, as documented: other names than in its list of received texts."""
    body = {
        "id": id,
        "source_number": ANN.removeprefix("+"),
        "destination_number": "447860039999",
        "message": message,
        "date_received": stamp(),
    }
    answer = Client().post(
        "/hooks/notify/texts/",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {TOKEN}"},
    )
    return answer.status_code


def kept() -> list[tuple[str, str, str]]:
    rows = InboundText.objects.order_by("provider", "body")
    return list(rows.values_list("provider", "source", "body"))


@pytest.mark.parametrize("posted_first", [True, False])
def test_a_text_that_was_posted_and_fetched_is_kept_once_and_worked_on_once(
    ann, service, notify, posted_first
):
    notify.text_in(ANN, "Is it raining?", id="t1")
    steps = [lambda: post("t1", "Is it raining?"), lambda: sweep(now=timezone.now())]
    for step in steps if posted_first else reversed(steps):
        step()
    assert kept() == [("notify", ANN, "Is it raining?")]
    assert InboundText.objects.get().reading == Reading.TO_READ


def test_every_provider_in_use_is_asked(ann, service, notify, twilio):
    notify.text_in(ANN, "By Notify")
    twilio.text_in(ANN, "By Twilio")
    sweep(now=timezone.now())
    sweep(now=timezone.now())
    assert kept() == [("notify", ANN, "By Notify"), ("twilio", ANN, "By Twilio")]


def test_one_that_cannot_be_reached_keeps_nobody_from_the_others(
    ann, service, notify, twilio, settings, caplog
):
    settings.NOTIFY_BASE_URL = "http://127.0.0.1:9"
    twilio.text_in(ANN, "By Twilio")
    sweep(now=timezone.now())
    assert kept() == [("twilio", ANN, "By Twilio")]
    said = "Received texts could not be asked of notify: Could not connect to the provider"
    assert said in caplog.text
    assert not Way.objects.filter(name="notify", texts_asked_at__isnull=False).exists()


def test_more_texts_than_a_page_are_all_fetched(ann, service, notify, monkeypatch):
    monkeypatch.setattr(notify_rules, "PAGE", 5)
    for number in range(12):
        notify.text_in(f"+4477009002{number:02}", f"Text {number}", id=str(uuid4()))
    sweep(now=timezone.now())
    assert InboundText.objects.count() == 12


@pytest.mark.parametrize(
    ("silence", "back"),
    [(None, 24), (timedelta(0), 24), (timedelta(hours=3), 27), (timedelta(days=30), 7 * 24)],
)
def test_after_a_silence_of_ours_it_is_asked_for_longer(db, silence, back):
    if silence is not None:
        note_texts_asked("notify", now=NOW - silence)
    assert texts_since("notify", now=NOW) == NOW - timedelta(hours=back)
