"""Posting: several in flight, no thread asks the database, and nothing old leaves."""

import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db.backends.base.base import BaseDatabaseWrapper

from followon.messaging.kinds import Kind
from followon.messaging.models import Message, State
from followon.messaging.services import posting, sending, sweeping
from followon.messaging.services.claiming import claim
from followon.messaging.services.posting import FRESH, Posting, post
from followon.messaging.services.releasing import release_all
from followon.messaging.services.sending import send_due
from followon.messaging.tasks import plan_and_send
from tests.cast import NOW, make_person, new_mobile

from .kit import context, queue, registered


@pytest.fixture
def crowd(db, service, answers):
    """Makes so many texts, each to a person of its own."""

    def make(count: int, kind: str = "plain") -> list[Message]:
        people = [make_person(f"P{n} Person", mobile=new_mobile()) for n in range(count)]
        return [queue(person, service, kind) for person in people]

    return make


def reasons() -> set[tuple[str, str]]:
    return set(Message.objects.values_list("state", "reason"))


def test_what_was_gated_too_long_ago_is_not_posted(ann, service, notify):
    queue(ann, service)
    (released,) = release_all(claim(now=NOW, size=1), now=NOW)
    old = post(replace(released, gated_at=time.monotonic() - FRESH - 0.1))
    assert (old.accepted, old.error, notify.sent) == (None, None, [])
    assert post(released).accepted.provider_id == notify.sent[0].id


def test_a_meeting_that_moves_while_its_reminder_waits_for_the_gateway(
    crowd, service, notify, settings, monkeypatch
):
    """The gateway stalls behind the first text; the others are judged anew, and do not leave."""
    moved = []
    settings.MESSAGES_IN_FLIGHT = 2
    monkeypatch.setattr(posting, "FRESH", 0.2)
    monkeypatch.setattr(sending, "AHEAD", 60.0)
    notify.latency = 0.5
    kind = Kind("dated", context, still_wanted=lambda message, now: "it moved" if moved else "")
    with registered(kind):
        crowd(3, "dated")
        threading.Timer(0.3, lambda: moved.append(True)).start()
        send_due(now=NOW)
    assert len(notify.sent) == 2
    states = sorted(Message.objects.values_list("state", "attempts", "reason"))
    assert states == [("sent", 1, ""), ("sent", 1, ""), ("skipped", 1, "it moved")]


def test_what_is_gated_again_and_still_wanted_leaves_once(crowd, notify, settings, monkeypatch):
    settings.MESSAGES_IN_FLIGHT = 1
    monkeypatch.setattr(posting, "FRESH", 0.1)
    notify.latency = 0.2
    messages = crowd(4)
    send_due(now=NOW)
    assert sorted(each.reference for each in notify.sent) == sorted(str(m.pk) for m in messages)
    assert set(Message.objects.values_list("state", "attempts")) == {(State.SENT.value, 1)}


def test_what_a_shift_does_not_get_to_goes_back_to_the_queue(crowd, notify, settings, monkeypatch):
    settings.MESSAGES_IN_FLIGHT = 1
    monkeypatch.setattr(posting, "FRESH", 0.1)
    monkeypatch.setattr(sending, "SHIFT", 0.1)
    notify.latency = 0.3
    crowd(3)
    send_due(now=NOW)
    left = Message.objects.filter(state=State.QUEUED)
    assert set(left.values_list("attempts", "released_at", "lease_until")) == {(0, None, None)}
    assert len(notify.sent) + left.count() == 3
    monkeypatch.undo()
    notify.latency = 0.0
    send_due(now=NOW)
    assert len({each.reference for each in notify.sent}) == len(notify.sent) == 3


def test_no_more_are_in_flight_than_the_setting_says(crowd, notify, settings, monkeypatch):
    settings.MESSAGES_IN_FLIGHT = 3
    most, now_in, lock = [], [], threading.Lock()
    route = notify.route

    def counting(request):
        with lock:
            now_in.append(request)
            most.append(len(now_in))
        try:
            time.sleep(0.02)
            return route(request)
        finally:
            with lock:
                now_in.pop()

    monkeypatch.setattr(notify, "route", counting)
    crowd(12)
    send_due(now=NOW)
    assert len(notify.sent) == 12
    assert max(most) == 3


def test_the_threads_never_open_a_connection_to_the_database(crowd, notify, monkeypatch):
    asked = []
    cursor = BaseDatabaseWrapper.cursor

    def noting(self, *args, **kwargs):
        asked.append(threading.current_thread())
        return cursor(self, *args, **kwargs)

    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", noting)
    notify.rate_limit()
    crowd(20)
    send_due(now=NOW)
    assert set(asked) == {threading.current_thread()}
    assert "posting" not in {thread.name for thread in threading.enumerate()}


def test_a_transport_that_breaks_leaves_the_message_in_doubt_and_the_pool_alive(
    crowd, notify, monkeypatch
):
    from followon.messaging.transports.notify import NotifyTransport

    send, broken = NotifyTransport.send, []

    def once(self, envelope):
        if not broken:
            broken.append(envelope.reference)
            raise ZeroDivisionError
        return send(self, envelope)

    monkeypatch.setattr(NotifyTransport, "send", once)
    crowd(5)
    send_due(now=NOW)
    assert reasons() == {("sent", ""), ("unknown", "ZeroDivisionError")}
    assert [str(Message.objects.get(state=State.UNKNOWN).pk)] == broken


def test_a_pool_that_is_stopped_hands_back_what_it_never_began(crowd, notify):
    notify.latency = 0.3
    crowd(4)
    pool = Posting(1)
    for released in release_all(claim(now=NOW, size=4), now=NOW):
        pool.hand_over(released)
    ends = time.monotonic() + 10
    while not notify.calls and time.monotonic() < ends:
        time.sleep(0.01)
    never_begun = pool.stop()
    assert [len(never_begun), len(pool.take(0)), pool.unanswered] == [3, 1, 0]
    assert len(notify.sent) == 1


def test_a_minute_that_asks_for_long_does_not_send_what_became_too_late_meanwhile(
    ann, service, notify, monkeypatch
):
    queue(ann, service, send_before=NOW + timedelta(minutes=5))
    with time_machine.travel(NOW, tick=False) as clock:
        monkeypatch.setattr(
            sweeping, "settle_doubts", lambda now, seconds: clock.shift(timedelta(minutes=6))
        )
        plan_and_send()
    assert notify.sent == []
    assert reasons() == {("skipped", "Too late to be of use")}
