"""A batch is gated, composed and marked in one go, and is as careful as one by one."""

from datetime import timedelta

from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from followon.messaging import kinds
from followon.messaging.kinds import Hours, Kind, Urgency
from followon.messaging.models import Channel, Message, State
from followon.messaging.services.claiming import LEASE, claim
from followon.messaging.services.posting import Outcome
from followon.messaging.services.recording import record
from followon.messaging.services.releasing import release_all
from followon.messaging.services.sending import send_due
from followon.messaging.services.stops import stop_texts
from followon.messaging.transports import TransportError
from followon.people.models import PersonalLink
from tests.cast import NOW, make_person, new_mobile

from .kit import context, queue, registered, states

NIGHT = NOW.replace(hour=22)


def everybody(service, count, kind="plain", **more):
    return [
        queue(make_person(f"P{n} Person", mobile=new_mobile()), service, kind, **more)
        for n in range(count)
    ]


def test_several_texts_to_one_person_in_one_batch_obey_the_cap(ann, bob, service, notify):
    for subject in "abcde":
        queue(ann, service, subject=subject)
        queue(bob, service, subject=subject)
    released = release_all(claim(now=NOW, size=100), now=NOW)
    texts = [each.message.recipient_id for each in released]
    assert sorted(texts) == sorted([ann.pk] * 3 + [bob.pk] * 3)
    waiting = Message.objects.filter(state=State.QUEUED, recipient=ann)
    assert set(waiting.values_list("not_before", flat=True)) == {NOW + timedelta(days=7)}
    # Bob has an address, which the texts that are too many take.
    assert Message.objects.filter(recipient=bob, channel=Channel.EMAIL).count() == 2


def test_what_does_not_count_is_left_out_of_the_count_in_a_batch(ann, service, notify):
    for subject in "abc":
        queue(ann, service, "asking", subject=subject)
        queue(ann, service, subject=subject)
    assert len(release_all(claim(now=NOW, size=100), now=NOW)) == 6


def test_a_batch_counts_what_left_before_it(ann, service, notify):
    for subject in "ab":
        queue(ann, service, subject=subject)
    send_due(now=NOW)
    for subject in "cd":
        queue(ann, service, subject=subject)
    (last,) = release_all(claim(now=NOW, size=100), now=NOW)
    assert last.message.subject in {"c", "d"}  # they are due at the same moment


def test_a_batch_is_marked_before_anything_leaves(service, notify):
    everybody(service, 3)
    batch = claim(now=NOW, size=100)
    release_all(batch, now=NOW)
    rows = Message.objects.values_list(
        "state", "released_at", "attempts", "provider", "lease_until"
    )
    assert set(rows) == {("sending", NOW, 1, "notify", NOW + LEASE)}
    assert notify.sent == []


def test_rows_that_another_worker_took_over_meanwhile_do_not_leave(service, notify):
    first, *_others = everybody(service, 3)
    batch = claim(now=NOW, size=100)
    Message.objects.filter(pk=first.pk).update(lease_until=NOW + 2 * LEASE)
    released = release_all(batch, now=NOW)
    assert first.pk not in {each.message.pk for each in released}
    assert len(released) == 2
    first.refresh_from_db()
    assert (first.released_at, first.attempts) == (None, 0)


def test_skips_delays_and_other_channels_cost_the_same_however_many(service, notify):
    asked = set()
    for count in (1, 6):
        Message.objects.all().delete()
        for number in range(count):
            name, address = f"P{number} P", f"p{count}{number}@example.com"
            person = make_person(name, mobile=new_mobile(), email=address)
            queue(person, service)
            stop_texts(number=person.contacts.get(kind="mobile").value, now=NOW)
            queue(make_person(f"Q{number} Q", mobile=new_mobile()), service, now=NIGHT)
        batch = claim(now=NIGHT, size=100)
        with CaptureQueriesContext(connection) as queries:
            assert release_all(batch, now=NIGHT) == []
        assert sorted(states()) == sorted(
            [("email", "queued"), ("text", "skipped"), ("text", "queued")] * count
        )
        asked.add(len(queries))
    assert len(asked) == 1


def test_one_kind_that_raises_delays_its_own_messages_alone(service, notify, caplog):
    made = []

    def broken(message, now):
        made.append(message.pk)
        raise KeyError("gone")

    with registered(Kind("broken", broken, hours=Hours.ANY)):
        everybody(service, 2, "broken")
        everybody(service, 4)
        send_due(now=NOW)
    assert sorted(states(kind="plain")) == [("text", "sent")] * 4
    rows = Message.objects.filter(kind="broken").values_list("state", "reason", "attempts")
    assert set(rows) == {("queued", "Could not be made: KeyError", 1)}
    assert len(notify.sent) == 4


def test_one_message_that_breaks_its_transaction_leaves_the_others_of_its_kind(
    ann, service, notify, caplog
):
    def broken(message, now):
        if message.recipient_id == ann.pk:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1/0")
        return context(message, now)

    with registered(Kind("fragile", broken)):
        bad = queue(ann, service, "fragile")
        everybody(service, 3, "fragile")
        send_due(now=NOW)
    bad.refresh_from_db()
    assert (bad.state, len(notify.sent)) == ("queued", 3)
    assert bad.reason.startswith("Could not be made")


def test_a_kind_that_prepares_and_raises_holds_up_no_other(ann, bob, service, notify, caplog):
    def unprepared(messages, now):
        raise DatabaseError("no")

    with registered(Kind("odd", context, prepare=unprepared, hours=Hours.ANY)):
        queue(ann, service, "odd")
        good = queue(bob, service)
        send_due(now=NOW)
    good.refresh_from_db()
    assert good.state == State.SENT


def test_links_of_a_batch_that_breaks_are_not_kept(eve, service, notify, caplog):
    def broken(message, now):
        raise KeyError("gone")

    with registered(Kind("broken", broken)):
        queue(eve, service, "broken")
        send_due(now=NOW)
    assert PersonalLink.objects.count() == 0


def test_a_kind_prepares_once_for_all_its_messages_and_anew_each_time(service, notify):
    seen = []

    def load(messages, now):
        seen.append(len(messages))
        return {"words": len(seen)}

    def wanted(message, now):
        return "" if message.prepared == {"words": len(seen)} else "stale"

    some = Kind("some", context, prepare=load, still_wanted=wanted)
    other = Kind("other", context, prepare=load, still_wanted=wanted)
    with registered(some, other):
        everybody(service, 2, "some")
        everybody(service, 3, "other")
        batch = claim(now=NOW, size=100)
        with transaction.atomic():
            assert len(release_all(batch, now=NOW)) == 5
            transaction.set_rollback(True)
        assert len(release_all(batch, now=NOW)) == 5
    assert seen == [5, 5]


def test_the_order_is_codes_safety_replies_changes_and_the_rest(ann, service, notify, settings):
    settings.MESSAGES_IN_FLIGHT = 1
    alert = Kind("alert", context, hours=Hours.ANY, counts_to_cap=False, urgency=Urgency.SAFETY)
    login = Kind("login", context, hours=Hours.ANY, counts_to_cap=False, urgency=Urgency.CODE)
    order = ["login", "alert", "code", "urgent", "plain"]
    with registered(alert, login):
        for code in reversed(order):
            queue(ann, service, code)
        send_due(now=NOW)
    by_id = {str(pk): kind for pk, kind in Message.objects.values_list("pk", "kind")}
    assert [by_id[each.reference] for each in notify.sent] == order


def test_the_kinds_in_use_say_how_urgent_they_are():
    of = {code: kinds.get(code).priority for code in ("sign_in_code", "concern_waiting")}
    of |= {code: kinds.get(code).priority for code in ("reply_noted", "meeting_moved", "welcome")}
    assert list(of.values()) == [
        Urgency.CODE,
        Urgency.SAFETY,
        Urgency.REPLY,
        Urgency.CHANGED,
        Urgency.ORDINARY,
    ]


def test_what_another_worker_has_by_now_is_not_put_off(service, ann):
    """Its lease ran out while it could not be made, and somebody else is sending it."""

    def broken(message, now):
        raise KeyError("gone")

    with registered(Kind("broken", broken)):
        queue(ann, service, "broken")
        (message,) = claim(now=NOW, size=1)
        Message.objects.update(lease_until=message.lease_until + timedelta(minutes=5))
        assert release_all([message], now=NOW) == []
    assert list(Message.objects.values_list("state", "attempts", "reason")) == [("sending", 0, "")]


def test_what_failed_after_its_lease_is_left_to_who_has_it(service, ann, notify):
    queue(ann, service)
    (message,) = claim(now=NOW, size=1)
    (released,) = release_all([message], now=NOW)
    Message.objects.update(lease_until=message.lease_until + timedelta(minutes=5))
    record([Outcome(released, error=TransportError("Could not connect"))], now=NOW)
    assert list(Message.objects.values_list("state", "reason")) == [("sending", "")]
