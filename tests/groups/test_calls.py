"""Who is on the call list: whoever has not been reached by the date as it is now."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followon.messaging.gate import IN_WEEKLY
from followon.messaging.models import Message, State
from followon.messaging.services.receipts import keep, work_all
from followon.messaging.services.sending import send_due
from followon.people.services.preferences import set_reach, set_weekly
from groups.queries.calls import call_list
from groups.services.meetings import move_meeting
from tests.cast import NOW, make_group, make_person, new_mobile, signed_in
from tests.groups.make import at, make_meeting

MONDAY = datetime(2026, 9, 14, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def outbox(settings):
    """The console transport works nowhere else."""
    settings.DEBUG = True


@pytest.fixture
def ann(service):
    return make_person("Ann Able", mobile=new_mobile(), service=service)


@pytest.fixture
def meeting(service, coordinator, ann):
    group = make_group(
        service, coordinator=coordinator, others=(ann,), now=NOW - timedelta(days=30)
    )
    return make_meeting(group, by=coordinator)


@pytest.fixture
def message(meeting, ann):
    return Message.objects.get(recipient=ann)


def rung(meeting, now=NOW, but=()):
    return [call.name for call in call_list(meeting, audiences={"group"}, but=set(but), now=now)]


def now_is(message, state, **fields):
    """As a worker or a receipt would have left it; by way of sending, as the database asks."""
    rows = Message.objects.filter(pk=message.pk)
    rows.update(state=State.SENDING, lease_until=NOW)
    rows.update(state=state, lease_until=None, **fields)


@pytest.mark.parametrize(
    ("state", "on_the_list"),
    [
        (State.SENT, False),
        (State.DELIVERED, False),
        (State.FAILED, True),
        (State.UNDELIVERABLE, True),
        (State.SKIPPED, True),
    ],
)
def test_what_became_of_the_message_decides(meeting, message, state, on_the_list):
    now_is(message, state, reason="x")
    assert rung(meeting) == (["Ann"] if on_the_list else [])


@pytest.mark.parametrize(
    ("asked_again", "released", "on_the_list"),
    [
        (NOW, NOW - timedelta(minutes=59), False),
        (NOW, NOW - timedelta(hours=1), True),
        (None, NOW, True),  # given up: nobody will ever know
    ],
)
def test_a_message_in_doubt_is_waited_for_an_hour(
    meeting, message, asked_again, released, on_the_list
):
    now_is(message, State.UNKNOWN, look_at=asked_again, released_at=released)
    assert rung(meeting) == (["Ann"] if on_the_list else [])


@pytest.mark.parametrize(("hours", "on_the_list"), [(25, False), (23, True)])
def test_what_keeps_failing_is_waited_for_until_the_day_before(
    meeting, message, hours, on_the_list
):
    Message.objects.filter(pk=message.pk).update(reason="Could not connect")
    now = meeting.starts_at - timedelta(hours=hours)
    assert rung(meeting, now=now) == (["Ann"] if on_the_list else [])


def test_who_has_heard_of_the_old_date_alone_is_rung(meeting, message, coordinator):
    now_is(message, State.DELIVERED)
    moved = move_meeting(
        meeting=meeting,
        version=1,
        date=date(2026, 9, 24),
        time=time(14),
        place=None,
        by=coordinator,
        now=NOW,
    )
    assert rung(moved) == []
    now_is(Message.objects.get(kind="meeting_moved", recipient__preferred_name="Ann"), "failed")
    assert rung(moved) == ["Ann"]


@pytest.mark.parametrize(
    ("reach", "words"), [("call", "asked for a call"), ("letter", "asked for a letter")]
)
def test_choosing_no_message_puts_what_was_queued_on_the_list(
    meeting, ann, coordinator, reach, words
):
    set_reach(user=ann, reach=reach, by=ann, now=NOW)
    send_due(now=NOW)
    assert list(Message.objects.filter(recipient=ann).values_list("state", flat=True)) == [
        "skipped"
    ]
    page = signed_in(coordinator).get(f"/meetings/{meeting.pk}/calls/").content.decode()
    assert f"Ann</strong>: {words}" in page


def test_a_stopped_number_with_nothing_beside_it_is_rung(meeting, ann):
    from followon.messaging.services.stops import stop_texts

    stop_texts(number=ann.contacts.get().value, now=NOW)
    send_due(now=NOW)
    assert rung(meeting) == ["Ann"]


def test_a_receipt_that_nothing_can_arrive_puts_them_on_the_list(meeting, message, ann):
    now_is(message, State.SENT, provider="notify", to=ann.contacts.get().value)
    keep(
        provider="notify",
        provider_id="1",
        reference=str(message.pk),
        status="permanent-failure",
        happened_at=NOW,
        now=NOW,
    )
    work_all(now=NOW)
    assert ann.contacts.get().dead_since == NOW
    assert rung(meeting) == ["Ann"]


@pytest.fixture
def weekly(service, ann):
    """A date far ahead, which Ann's weekly message is to tell."""
    set_weekly(user=ann, weekly=True, by=ann, now=NOW)
    group = make_group(
        service,
        coordinator=make_person("Una Usual", mobile=new_mobile()),
        others=(ann,),
        name="Clifton group",
        now=NOW - timedelta(days=30),
    )
    meeting = make_meeting(group, on=date(2026, 10, 20), by=group.jobs.get().member.user)
    send_due(now=NOW)
    assert Message.objects.filter(recipient=ann, reason=IN_WEEKLY).exists()
    return meeting


def test_who_hears_of_it_in_the_weekly_message_is_not_rung(weekly):
    from followon.messaging.services import planning

    assert rung(weekly) == []
    with at(MONDAY):
        planning.plan(now=MONDAY)
        send_due(now=MONDAY)
    assert Message.objects.get(kind="week_ahead").state == "sent"
    assert rung(weekly, now=MONDAY) == []


def test_unless_the_weekly_message_failed_or_never_came(weekly, ann):
    from followon.messaging.services import planning

    assert rung(weekly, now=MONDAY + timedelta(days=7)) == ["Ann"]
    planning.plan(now=MONDAY)
    now_is(Message.objects.get(kind="week_ahead"), "failed")
    assert rung(weekly, now=MONDAY) == ["Ann"]


@pytest.mark.parametrize("people", [1, 4])
def test_as_many_queries_for_many_as_for_one(service, people):
    users = [make_person(f"Ann{n} A", mobile=new_mobile()) for n in range(people)]
    for user in users:
        set_weekly(user=user, weekly=True, by=user, now=NOW)
    group = make_group(
        service, coordinator=users[0], others=tuple(users[1:]), now=NOW - timedelta(days=30)
    )
    meeting = make_meeting(group, on=date(2026, 10, 20))
    send_due(now=NOW)
    with CaptureQueriesContext(connection) as queries:
        assert rung(meeting) == []
    assert len(queries) == 8
