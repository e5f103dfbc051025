"""Several ways in an order: what goes to the next one, when, and what never does."""

from collections import Counter
from datetime import timedelta

import pytest

from followon.messaging.models import Message, State, Way
from followon.messaging.retry import WAITS
from followon.messaging.services.sending import send_due
from followon.messaging.services.sweeping import settle_doubts
from followon.messaging.services.ways import set_order
from tests.cast import NOW, make_person
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, SENDER, FakeTwilio

from .kit import TEXT, queue, states

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def twilio(settings, notify):
    """Texts by Notify, and by Twilio where Notify fails."""
    with FakeTwilio() as fake:
        settings.TEXT_TRANSPORT = "notify,twilio"
        settings.TWILIO_BASE_URL = fake.url
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = ACCOUNT_SID, AUTH_TOKEN
        settings.TWILIO_SENDER = SENDER
        yield fake


def sent_by(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.provider


def texts(service, count: int) -> list[Message]:
    people = [
        make_person(f"P{n}", mobile=f"07700 900{500 + n}", service=service) for n in range(count)
    ]
    return [queue(person, service) for person in people]


@pytest.mark.parametrize(
    ("status", "error", "message"),
    [
        (429, "RateLimitError", "Exceeded rate limit"),
        (429, "TooManyRequestsError", "Exceeded send limits"),
        (403, "AuthError", "Invalid token: API key not found"),
        (400, "BadRequestError", "Template not found"),
        (400, "BadRequestError", "Can’t send to this recipient using a team-only API key"),
        (400, "BadRequestError", "Cannot send to international mobile numbers"),
    ],
)
def test_what_the_first_refuses_leaves_by_the_next_at_once(
    ann, service, notify, twilio, status, error, message
):
    notify.fail_with(status, error, message)
    queued = queue(ann, service)
    send_due(now=NOW)
    assert sent_by(queued) == (State.SENT, "twilio")
    assert (len(notify.sent), len(twilio.sent), queued.attempts) == (0, 1, 1)


def test_what_cannot_be_reached_leaves_by_the_next(ann, service, twilio, settings):
    settings.NOTIFY_BASE_URL = "http://127.0.0.1:9"
    queued = queue(ann, service)
    send_due(now=NOW)
    assert sent_by(queued) == (State.SENT, "twilio")


def test_a_way_whose_settings_are_missing_is_passed_over(ann, service, twilio, settings, caplog):
    settings.NOTIFY_TEXT_TEMPLATE = ""
    queued = queue(ann, service)
    send_due(now=NOW)
    assert sent_by(queued) == (State.SENT, "twilio")
    assert "NOTIFY_TEXT_TEMPLATE is empty" in caplog.text


def test_without_any_way_a_message_waits_and_uses_up_no_try(ann, service, settings):
    settings.NOTIFY_TEXT_TEMPLATE = settings.TWILIO_SENDER = ""
    queued = queue(ann, service)
    send_due(now=NOW)
    queued.refresh_from_db()
    assert (queued.state, queued.attempts) == (State.QUEUED, 0)
    assert queued.reason == "No way of sending is set up"


def test_where_all_fail_the_round_is_one_try_and_begins_anew_by_the_table(
    ann, service, notify, twilio
):
    notify.rate_limit()
    twilio.fail_with(429, 20429)
    queued = queue(ann, service)
    send_due(now=NOW)
    queued.refresh_from_db()
    assert (queued.state, queued.attempts, queued.way) == (State.QUEUED, 1, "")
    assert queued.not_before == NOW + WAITS[0]
    send_due(now=NOW + WAITS[0])
    assert sent_by(queued) == (State.SENT, "notify")


def test_a_dead_number_is_not_tried_elsewhere(ann, service, notify, twilio):
    notify.fail_with(400, "ValidationError", "phone_number Not enough digits")
    queued = queue(ann, service)
    send_due(now=NOW)
    assert (queued.pk, twilio.sent) == (Message.objects.get(state=State.UNDELIVERABLE).pk, [])


@pytest.mark.parametrize("arrived", [True, False])
def test_a_message_in_doubt_is_asked_about_where_it_is_and_waits_for_the_answer(
    ann, service, notify, twilio, settings, arrived
):
    (notify.accept_then_reset if arrived else notify.reset)()
    queued = queue(ann, service)
    send_due(now=NOW)
    assert (sent_by(queued), twilio.sent) == ((State.UNKNOWN, "notify"), [])

    set_order(service=service, channel="text", names=["twilio"], by=None, now=NOW)
    url, settings.NOTIFY_BASE_URL = settings.NOTIFY_BASE_URL, "http://127.0.0.1:9"
    settle_doubts(now=NOW + MINUTE)
    send_due(now=NOW + MINUTE)
    assert (sent_by(queued)[0], twilio.sent) == (State.UNKNOWN, [])

    settings.NOTIFY_BASE_URL = url
    settle_doubts(now=NOW + 6 * MINUTE)
    send_due(now=NOW + 6 * MINUTE)
    assert sent_by(queued) == (State.SENT, "notify" if arrived else "twilio")
    assert len(notify.sent) + len(twilio.sent) == 1


def test_a_provider_that_is_silent_is_asked_once_and_not_for_each_message(
    service, notify, settings
):
    notify.reset(times=4)
    doubtful = texts(service, 4)
    send_due(now=NOW)
    settings.TRANSPORT_TIMEOUT = 0.2
    notify.calls.clear()
    notify.hang()
    settle_doubts(now=NOW + MINUTE)
    assert len(notify.calls) == 1
    again = Message.objects.filter(state=State.UNKNOWN, look_at=NOW + 6 * MINUTE)
    assert again.count() == len(doubtful)


def test_a_way_that_fails_again_and_again_is_left_alone_for_a_while(
    service, notify, twilio, settings
):
    url, settings.NOTIFY_BASE_URL = settings.NOTIFY_BASE_URL, "http://127.0.0.1:9"
    first = texts(service, 8)
    send_due(now=NOW)
    assert Way.objects.get(name="notify").set_aside_until == NOW + 5 * MINUTE
    settings.NOTIFY_BASE_URL = url

    Message.objects.all().delete()
    second = texts(service, 3)
    send_due(now=NOW + 4 * MINUTE)
    assert Counter(sent_by(each) for each in second) == {(State.SENT, "twilio"): 3}
    assert (len(first), notify.calls) == (8, [])

    third = queue(make_person("Z", mobile="07700 900999", service=service), service)
    send_due(now=NOW + 5 * MINUTE)
    assert sent_by(third) == (State.SENT, "notify")
    assert Way.objects.get(name="notify").failures == 0


def test_time_outs_set_a_way_aside_for_the_others_and_move_none_of_their_own(
    service, notify, twilio
):
    notify.reset(times=5)
    doubtful = texts(service, 5)
    send_due(now=NOW)
    assert {sent_by(each) for each in doubtful} == {(State.UNKNOWN, "notify")}
    other = queue(make_person("Z", mobile="07700 900999", service=service), service)
    send_due(now=NOW)
    assert (sent_by(other), len(twilio.sent)) == ((State.SENT, "twilio"), 1)


def test_the_only_way_is_never_left_alone(ann, service, notify, settings):
    settings.TEXT_TRANSPORT = "notify"
    notify.fail_with(403, "AuthError", "Invalid token", times=8)
    texts(service, 8)
    send_due(now=NOW)
    assert Way.objects.get().set_aside_until is not None
    queued = queue(ann, service)
    send_due(now=NOW)
    assert sent_by(queued) == (State.SENT, "notify")


def test_each_service_s_messages_take_its_own_ways(ann, service, other_service, notify, twilio):
    set_order(service=other_service, channel="text", names=["twilio"], by=None, now=NOW)
    yours = queue(make_person("Y", mobile="07700 900888", service=other_service), other_service)
    mine = queue(ann, service)
    send_due(now=NOW)
    assert (sent_by(mine)[1], sent_by(yours)[1]) == ("notify", "twilio")


def test_the_other_channel_comes_only_after_the_last_way(bob, service, notify, twilio):
    notify.fail_with(400, "BadRequestError", "Cannot send to international mobile numbers")
    twilio.fail_with(400, 21408)
    queue(bob, service)
    send_due(now=NOW)
    assert (TEXT, "undeliverable") in states()
    assert [sent.channel for sent in notify.sent] == ["email"]
