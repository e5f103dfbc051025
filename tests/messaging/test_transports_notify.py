"""GOV.UK Notify: its documented errors, its look-up by reference, its received texts."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from notifications_python_client import authentication

from followon.messaging.transports.base import Progress, TransportError
from tests.fakes.notify import EMAIL_TEMPLATE, TEXT_TEMPLATE
from tests.messaging.rigs import NotifyEmail, NotifyText

NOW = datetime(2026, 8, 12, 21, 30, tzinfo=UTC)
TRIAL = "Can't send to this recipient when service is in trial mode - see https://www"
TEAM = "Can’t send to this recipient using a team-only API key."
NOBODY = "phone_number Not enough digits +447700900123"
LONG = "Text messages cannot be longer than 918 characters."
CLOCK = "Error: Your system clock must be accurate to within 30 seconds"
ABROAD = "Cannot send to international mobile numbers"
UNSUITABLE = "email template is not suitable for sms notification"
NO_TEXTS = "Service is not allowed to send text messages"
REPLY_TO = "email_reply_to_id 1 does not exist in database for service id 2"
RATE = "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"
DAILY = "Exceeded send limits (250000) for today"


@pytest.fixture
def text() -> Iterator[NotifyText]:
    with NotifyText() as made:
        made.transport = made.make(clock=lambda: NOW)
        yield made


@pytest.fixture
def email() -> Iterator[NotifyEmail]:
    with NotifyEmail() as made:
        yield made


def failure_of(rig: NotifyText) -> TransportError:
    with pytest.raises(TransportError) as caught:
        rig.send()
    return caught.value


def marks(error: TransportError) -> set[str]:
    names = ("permanent", "unclear", "configuration", "contact_dead", "opted_out")
    return {name for name in names if getattr(error, name)}


@pytest.mark.parametrize(
    ("status", "kind", "message", "expected"),
    [
        (400, "ValidationError", NOBODY, {"permanent", "contact_dead"}),
        (400, "ValidationError", "email_address Not a valid", {"permanent", "contact_dead"}),
        (400, "ValidationError", "reference is too long", {"permanent"}),
        (400, "BadRequestError", LONG, {"permanent"}),
        (400, "BadRequestError", TRIAL, {"permanent", "configuration"}),
        (400, "BadRequestError", TEAM, {"permanent", "configuration"}),
        (400, "BadRequestError", ABROAD, {"permanent"}),
        (400, "BadRequestError", "Template not found", {"permanent", "configuration"}),
        (400, "BadRequestError", "Template has been deleted", {"permanent", "configuration"}),
        (400, "BadRequestError", UNSUITABLE, {"permanent", "configuration"}),
        (400, "BadRequestError", NO_TEXTS, {"permanent", "configuration"}),
        (400, "BadRequestError", REPLY_TO, {"permanent", "configuration"}),
        (400, "ValidationError", "template_id is not a valid UUID", {"permanent", "configuration"}),
        (400, "BadRequestError", "Your message is empty.", {"permanent"}),
        (401, "AuthError", "Unauthorized: token must be provided", {"permanent", "configuration"}),
        (404, "NoResultFound", "No result found", {"permanent", "configuration"}),
        (400, "", "", {"permanent"}),
        (400, "BadRequestError", "Missing personalisation: b", {"permanent", "configuration"}),
        (400, "BadRequestError", "sms_sender_id 1 does not exist", {"permanent", "configuration"}),
        (403, "AuthError", CLOCK, {"permanent", "configuration"}),
        (403, "BadRequestError", "Invalid token", {"permanent", "configuration"}),
        (429, "RateLimitError", RATE, set()),
        (429, "TooManyRequestsError", DAILY, set()),
        (500, "Exception", "Internal server error", {"unclear"}),
        (502, "", "", {"unclear"}),
        (503, "Exception", "Unavailable", {"unclear"}),
        (504, "", "", {"unclear"}),
        (201, "", "", {"unclear"}),
    ],
)
def test_documented_errors(text, status, kind, message, expected, caplog):
    caplog.set_level(logging.DEBUG)
    text.provider.fail_with(status, kind, message)

    error = failure_of(text)

    assert marks(error) == expected
    assert "447700900123" not in error.reason + caplog.text


def test_the_rate_limit_is_a_short_wait(text):
    text.provider.rate_limit()

    assert failure_of(text).retry_after == timedelta(minutes=1)


def test_the_daily_limit_waits_until_just_after_midnight_utc(text):
    text.provider.daily_limit()

    assert NOW + failure_of(text).retry_after == datetime(2026, 8, 13, 0, 0, 15, tzinfo=UTC)


def test_a_clock_that_is_off_is_refused(text, monkeypatch):
    monkeypatch.setattr(authentication, "epoch_seconds", lambda: 1_700_000_000)

    assert marks(failure_of(text)) == {"permanent", "configuration"}


def test_sends_our_reference_and_the_body_through_the_template(text):
    accepted = text.send("ref-7")

    [sent] = text.provider.sent
    assert (sent.id, sent.reference) == (accepted.provider_id, "ref-7")
    assert (sent.channel, sent.template_id) == ("sms", TEXT_TEMPLATE)


def test_an_email_carries_subject_and_one_click_unsubscribing(email):
    email.send(unsubscribe_url="https://followon.example/stop/abc")

    [sent] = email.provider.sent
    assert (sent.subject, sent.template_id) == ("Your next meeting", EMAIL_TEMPLATE)
    assert sent.unsubscribe_url == "https://followon.example/stop/abc"


def test_an_address_that_notify_would_refuse_is_left_out(email):
    email.send(unsubscribe_url="http://127.0.0.1:8000/stop/abc")

    assert [sent.unsubscribe_url for sent in email.provider.sent] == [""]


@pytest.mark.parametrize("fault", ["accept_then_hang", "accept_then_break", "slow_body"])
def test_finds_what_was_taken_on_in_doubt(text, fault):
    text.send("another")
    text.break_next(fault)
    failure_of(text)

    [status] = text.transport.look_up("ref-1")

    assert status.provider_id == text.provider.sent[1].id
    assert status.state == Progress.SENDING


def test_finds_nothing_where_nothing_was_taken_on(text):
    text.provider.reset()
    failure_of(text)

    assert text.transport.look_up("ref-1") == []


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("created", "sending"),
        ("sending", "sending"),
        ("pending", "sending"),
        ("sent", "sending"),
        ("delivered", "delivered"),
        ("permanent-failure", "failed-permanent"),
        ("temporary-failure", "failed-temporary"),
        ("technical-failure", "failed-technical"),
        ("a-status-of-tomorrow", "sending"),
    ],
)
def test_looks_up_the_status(text, said, state):
    text.send()
    text.provider.sent[0].status = said

    assert [status.state for status in text.transport.look_up("ref-1")] == [state]


def test_a_reference_sent_twice_is_found_twice(text):
    text.send()
    text.send()

    assert len(text.transport.look_up("ref-1")) == 2


@pytest.mark.parametrize("fault", ["hang", "break"])
def test_a_question_without_an_answer_leaves_nothing_unclear(text, fault):
    text.break_next(fault)

    with pytest.raises(TransportError) as caught:
        text.transport.look_up("ref-1")

    assert marks(caught.value) == set()


def test_an_answer_of_another_shape_is_an_error_and_not_nothing(text):
    text.provider.fail_next(200, {"surprise": []})

    with pytest.raises(TransportError):
        text.transport.look_up("ref-1")


def test_received_texts_since(text):
    text.provider.text_in("+447700900111", "Before")
    text.provider.texts[0]["created_at"] = "2026-08-12T09:00:00.000000Z"
    text.provider.text_in("+447700900222", "COMING 👍")
    text.provider.texts[1]["created_at"] = "2026-08-12T11:00:00.000000Z"

    [received] = text.transport.received_texts(since=datetime(2026, 8, 12, 10, tzinfo=UTC))

    assert (received.source, received.message) == ("+447700900222", "COMING 👍")
    assert received.at == datetime(2026, 8, 12, 11, tzinfo=UTC)
    assert received.provider_id == text.provider.texts[1]["id"]


def test_received_texts_over_several_pages(text):
    for number in range(501):
        text.provider.text_in("+447700900111", str(number))

    received = text.transport.received_texts(since=datetime(2020, 1, 1, tzinfo=UTC))

    assert [text.message for text in received] == [str(number) for number in range(500, -1, -1)]


def test_no_texts_is_an_empty_list(text):
    assert text.transport.received_texts(since=NOW) == []


def test_a_template_that_lacks_its_placeholder_is_a_problem(text):
    text.provider.templates[TEXT_TEMPLATE]["body"] = "((body)) ((name))"

    assert text.transport.problems() == [
        "The sms template must have exactly these placeholders: body"
    ]


def test_a_template_of_the_other_kind_is_a_problem(text):
    transport = text.make(text_template=EMAIL_TEMPLATE)

    assert transport.problems() == ["The sms template is of type email"]


def test_a_template_that_is_not_there_is_a_problem(text):
    transport = text.make(text_template="00000000-0000-4000-8000-000000000000")

    assert transport.problems() == [
        "The sms template could not be read: GOV.UK Notify does not know what we asked for"
    ]
