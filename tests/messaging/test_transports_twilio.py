"""Twilio: its documented errors and its received texts."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from followon.messaging.transports.base import TransportError
from followon.messaging.transports.twilio import progress
from tests.fakes.twilio import SENDER
from tests.messaging.rigs import PHONE, Twilio

NOW = datetime(2026, 8, 12, 21, 30, tzinfo=UTC)


@pytest.fixture
def rig() -> Iterator[Twilio]:
    with Twilio() as made:
        made.transport = made.make(clock=lambda: NOW)
        yield made


def failure_of(rig: Twilio) -> TransportError:
    with pytest.raises(TransportError) as caught:
        rig.send()
    return caught.value


def marks(error: TransportError) -> set[str]:
    names = ("permanent", "unclear", "configuration", "contact_dead", "opted_out")
    return {name for name in names if getattr(error, name)}


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (400, 21211, {"permanent", "contact_dead"}),
        (400, 21614, {"permanent", "contact_dead"}),
        (400, 21265, {"permanent", "contact_dead"}),
        (400, 21268, {"permanent", "contact_dead"}),
        (400, 21635, {"permanent", "contact_dead"}),
        (400, 21608, {"permanent", "configuration"}),
        (400, 21267, {"permanent", "configuration"}),
        (400, 21661, {"permanent", "configuration"}),
        (400, 21660, {"permanent", "configuration"}),
        (400, 21612, {"permanent"}),
        (400, 30022, set()),
        (409, 0, {"permanent"}),
        (502, 0, {"unclear"}),
        (400, 21610, {"permanent", "opted_out"}),
        (400, 21408, {"permanent"}),
        (400, 21617, {"permanent"}),
        (400, 21606, {"permanent", "configuration"}),
        (401, 20003, {"permanent", "configuration"}),
        (403, 20003, {"permanent", "configuration"}),
        (404, 20404, {"permanent", "configuration"}),
        (429, 20429, set()),
        (429, 14107, set()),
        (400, 21611, set()),
        (429, 63038, set()),
        (500, 20500, {"unclear"}),
        (503, 20503, {"unclear"}),
    ],
)
def test_documented_errors(rig, status, code, expected):
    rig.provider.fail_with(status, code, f"Trouble with {PHONE}")

    error = failure_of(rig)

    assert marks(error) == expected
    assert PHONE not in error.reason


@pytest.mark.parametrize("status", [201, 502])
def test_an_answer_that_is_no_json_is_unclear(rig, status):
    rig.provider.fail_next(status, "<html>Sorry</html>")

    assert marks(failure_of(rig)) == {"unclear"}


def test_the_rate_limit_is_a_short_wait(rig):
    rig.provider.fail_with(429, 20429)

    assert failure_of(rig).retry_after == timedelta(minutes=1)


def test_the_daily_limit_waits_until_just_after_midnight_utc(rig):
    rig.provider.fail_with(429, 63038)

    assert NOW + failure_of(rig).retry_after == datetime(2026, 8, 13, 0, 0, 15, tzinfo=UTC)


def test_somebody_who_stopped_at_twilio_is_not_a_dead_number(rig):
    rig.provider.stopped.add(PHONE)

    assert marks(failure_of(rig)) == {"permanent", "opted_out"}


def test_a_messaging_service_is_named_as_such_and_a_callback_asked_for(rig):
    callback = "https://followon.example/hooks/twilio/receipts/"
    rig.transport = rig.make(sender="MG" + "0" * 32, status_callback=callback)

    rig.send()

    assert [sms.status_callback for sms in rig.provider.sent] == [f"{callback}?reference=ref-1"]


def test_what_became_of_a_message_is_asked_by_twilio_s_own_id(rig):
    accepted = rig.send()
    rig.provider.sent[0].status, rig.provider.sent[0].error_code = "undelivered", 30005

    [status] = rig.transport.look_up("ref-1", accepted.provider_id)

    assert (status.provider_id, status.state) == (accepted.provider_id, "failed-permanent")
    assert rig.transport.look_up("ref-1", "SM-of-nobody") == []


def test_a_question_without_an_answer_leaves_nothing_unclear(rig):
    accepted = rig.send()
    rig.provider.fail_with(503, 20503)

    with pytest.raises(TransportError) as caught:
        rig.transport.look_up("ref-1", accepted.provider_id)

    assert marks(caught.value) == set()


def test_received_texts_are_those_that_came_in(rig):
    rig.send()
    rig.provider.text_in("+447700900222", "COMING 👍")

    since = datetime.now(UTC) - timedelta(minutes=1)
    [received] = rig.transport.received_texts(since)

    assert (received.source, received.destination) == ("+447700900222", SENDER)
    assert received.message == "COMING 👍"


def test_received_texts_over_several_pages(rig):
    rig.provider.page_size = 7
    for number in range(20):
        rig.provider.text_in("+447700900111", str(number))

    since = datetime.now(UTC) - timedelta(minutes=1)

    found = {text.message for text in rig.transport.received_texts(since)}
    assert found == {str(number) for number in range(20)}


def test_a_picture_without_words_is_a_text_without_words(rig):
    rig.provider.text_in("+447700900222", None)

    [received] = rig.transport.received_texts(datetime.now(UTC) - timedelta(minutes=1))

    assert received.message == ""


def test_received_texts_stop_at_since(rig):
    rig.provider.text_in("+447700900222", "COMING")

    assert rig.transport.received_texts(datetime.now(UTC) + timedelta(minutes=1)) == []


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [
        ("queued", None, "sending"),
        ("sent", None, "sending"),
        ("delivered", None, "delivered"),
        ("undelivered", 30003, "failed-temporary"),
        ("undelivered", 30004, "failed-permanent"),
        ("undelivered", 30007, "failed-technical"),
        ("failed", 30001, "failed-technical"),
        ("failed", 30002, "failed-technical"),
        ("failed", 21610, "stopped"),
        ("canceled", None, "failed-technical"),
        ("read", None, "delivered"),
        ("undelivered", 30005, "failed-permanent"),
        ("undelivered", 30006, "failed-permanent"),
        ("failed", 30008, "failed-technical"),
        ("a-status-of-tomorrow", None, "sending"),
    ],
)
def test_statuses(status, code, state):
    assert progress(status, code) == state
