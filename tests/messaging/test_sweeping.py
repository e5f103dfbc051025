import time
from datetime import timedelta

import pytest

from followon.messaging.models import InboundText, Message, Reading, State
from followon.messaging.retry import DOUBT_WAIT
from followon.messaging.services import receipts
from followon.messaging.services.claiming import LEASE, claim
from followon.messaging.services.releasing import release
from followon.messaging.services.sending import send_due
from followon.messaging.services.sweeping import free_stuck, settle_doubts, sweep
from followon.messaging.transports.notify import NotifyTransport
from tests.cast import NOW

from .kit import queue, sent, states

LATER = NOW + LEASE + timedelta(seconds=1)
ASKED = LATER + DOUBT_WAIT


def died_before_sending(user, service) -> Message:
    """A worker claimed it and was killed."""
    queue(user, service)
    (message,) = claim(now=NOW, size=1)
    return message


def died_while_sending(user, service, settings, *, arrived: bool, kind="plain") -> Message:
    """A worker was killed after it had let the message go, before or after it arrived."""
    queue(user, service, kind)
    (message,) = claim(now=NOW, size=1)
    released = release(message, now=NOW)
    if arrived:
        released.transport.send(released.composed.envelope)
    return message


def test_a_worker_killed_between_claim_and_send_loses_nothing(ann, service, notify):
    message = died_before_sending(ann, service)
    assert free_stuck(now=NOW + timedelta(minutes=1)) == 0
    assert free_stuck(now=LATER) == 1
    send_due(now=LATER)
    message.refresh_from_db()
    assert (message.state, len(notify.sent)) == (State.SENT, 1)


@pytest.mark.parametrize("arrived", [True, False])
def test_a_worker_killed_while_sending_neither_loses_nor_doubles(
    ann, service, notify, settings, arrived
):
    message = died_while_sending(ann, service, settings, arrived=arrived)
    sweep(now=LATER)
    settle_doubts(now=ASKED)
    send_due(now=ASKED)
    message.refresh_from_db()
    assert (message.state, len(notify.sent)) == (State.SENT, 1)


def test_a_request_that_arrives_after_its_lease_is_waited_for(ann, service, notify):
    """The clock was put on by an hour: the lease is over, its worker lives."""
    queue(ann, service)
    (message,) = claim(now=NOW, size=1)
    released = release(message, now=NOW)
    sweep(now=LATER)
    send_due(now=LATER)
    released.transport.send(released.composed.envelope)
    settle_doubts(now=ASKED)
    send_due(now=ASKED)
    message.refresh_from_db()
    assert (message.state, len(notify.sent)) == (State.SENT, 1)


@pytest.mark.parametrize(("kind", "times"), [("plain", 2), ("code", 3)])
def test_where_the_provider_cannot_be_asked_it_is_sent_again_only_so_often(
    ann, service, answers, settings, kind, times
):
    settings.DEBUG, settings.TEXT_TRANSPORT = True, "console"
    queue(ann, service, kind)
    now, left = NOW, 0
    for _ in range(6):
        for message in claim(now=now, size=1):
            left += release(message, now=now) is not None
        now += LEASE + timedelta(seconds=1)
        free_stuck(now=now)
        now += DOUBT_WAIT
        settle_doubts(now=now)
    assert left == times
    assert states() == [("text", "unknown")]


def test_a_slow_worker_whose_lease_ran_out_does_not_send_as_well(ann, service, notify):
    message = died_before_sending(ann, service)
    free_stuck(now=LATER)
    assert release(message, now=LATER) is None


def test_a_provider_that_cannot_be_reached_is_asked_again(ann, service, notify, settings):
    message = died_while_sending(ann, service, settings, arrived=True)
    settings.NOTIFY_BASE_URL = "http://127.0.0.1:9"
    sweep(now=LATER)
    settle_doubts(now=ASKED)
    message.refresh_from_db()
    assert (message.state, message.look_at) == (State.UNKNOWN, ASKED + timedelta(minutes=5))


def test_a_slow_provider_is_asked_for_so_long_and_of_the_oldest_first(
    ann, service, notify, monkeypatch
):
    asked, look_up = [], NotifyTransport.look_up

    def slow(transport, reference, provider_id=""):
        asked.append(reference)
        time.sleep(0.1)
        return look_up(transport, reference, provider_id)

    monkeypatch.setattr(NotifyTransport, "look_up", slow)
    doubts = [in_doubt_since(hours, ann, service) for hours in (1, 3, 2)]
    settle_doubts(now=NOW, seconds=0.15)
    assert asked == [str(doubts[1].pk), str(doubts[2].pk)]
    settle_doubts(now=NOW)
    assert asked[2:] == [str(doubts[0].pk)]


def in_doubt_since(hours, user, service) -> Message:
    message = queue(user, service, subject=str(hours))
    since = NOW - timedelta(hours=hours)
    Message.objects.filter(pk=message.pk).update(state=State.SENDING, lease_until=since)
    Message.objects.filter(pk=message.pk).update(
        state=State.UNKNOWN, provider="notify", lease_until=None, released_at=since, look_at=since
    )
    return message


def test_a_receipt_that_never_came_is_asked_for_after_73_hours(ann, service, notify):
    message = sent(ann, service)
    notify.find(str(message.pk)).status = "delivered"
    settle_doubts(now=NOW + timedelta(hours=72))
    message.refresh_from_db()
    assert message.state == State.SENT
    settle_doubts(now=NOW + timedelta(hours=73))
    message.refresh_from_db()
    assert message.state == State.DELIVERED


def test_who_is_asked_about_in_vain_is_not_asked_for_ever(ann, service, notify):
    message = sent(ann, service)
    settle_doubts(now=NOW + timedelta(hours=73))
    message.refresh_from_db()
    assert (message.state, message.look_at) == (State.SENT, None)


def test_receipts_and_texts_that_no_task_worked_on_are_found(ann, service, notify):
    message = sent(ann, service)
    receipts.keep(
        provider="notify",
        provider_id="r1",
        reference=str(message.pk),
        status="delivered",
        happened_at=None,
        now=NOW,
    )
    notify.text_in("+447700900101", "Is it raining?")
    sweep(now=LATER)
    message.refresh_from_db()
    assert message.state == State.DELIVERED
    assert InboundText.objects.get().reading == Reading.TO_READ


def test_a_text_that_was_fetched_and_posted_is_kept_once(ann, service, notify):
    notify.text_in("+447700900101", "Is it raining?", id="t1")
    sweep(now=LATER)
    sweep(now=LATER)
    assert InboundText.objects.count() == 1


def test_an_emptied_broker_loses_nothing(ann, service, notify):
    """No task was ever told of this message; the minute's beat sends it all the same."""
    from followon.messaging.tasks import plan_and_send

    queue(ann, service)
    plan_and_send()
    assert states() == [("text", "sent")]


def test_silence_is_logged(db, answers, settings, caplog):
    settings.DEBUG, settings.TEXT_TRANSPORT = True, "console"
    sweep(now=NOW)
    assert "no mark of plan for five minutes" in caplog.text


@pytest.mark.parametrize("look", [free_stuck, settle_doubts])
def test_one_that_nobody_can_judge_keeps_no_other_waiting(ann, service, notify, settings, look):
    """Its kind left with an older version of ours."""
    unknown = died_while_sending(ann, service, settings, arrived=True)
    message = died_while_sending(ann, service, settings, arrived=True, kind="urgent")
    if look is settle_doubts:
        free_stuck(now=LATER)
    Message.objects.filter(pk=unknown.pk).update(kind="gone")
    assert look(now=ASKED) == 1
    message.refresh_from_db()
    assert message.state == (State.SENT if look is settle_doubts else State.UNKNOWN)
    unknown.refresh_from_db()
    assert unknown.state == (State.SENDING if look is free_stuck else State.UNKNOWN)
