"""What became of a message, in sentences."""

from datetime import timedelta

import pytest

from followon.messaging.gate import STOPPED
from followon.messaging.models import Channel, Message, State
from followon.messaging.story import done_about, outcome, steps, told
from tests.cast import NOW

LATER = NOW + timedelta(minutes=5)


def message(state, *, channel=Channel.TEXT, key="key", **fields):
    given = {"created_at": NOW, "not_before": NOW, **fields}
    return Message(kind="plain", channel=channel, state=state, dedupe_key=key, **given)


@pytest.mark.parametrize(
    ("state", "fields", "expected"),
    [
        (State.QUEUED, {}, "Leaves on Wed 9 September, 10am."),
        (
            State.QUEUED,
            {"reason": "Too many requests", "not_before": LATER},
            "Leaves on Wed 9 September, 10:05am. Too many requests.",
        ),
        (State.SENDING, {}, "Is being sent now."),
        (State.SENT, {"sent_at": NOW}, "Sent on Wed 9 September, 10am. No receipt yet."),
        (
            State.DELIVERED,
            {"sent_at": NOW, "finished_at": LATER},
            "Sent on Wed 9 September, 10am. Delivered on Wed 9 September, 10:05am.",
        ),
        (
            State.UNDELIVERABLE,
            {"finished_at": LATER, "reason": "No such number."},
            "Not delivered, known since Wed 9 September, 10:05am: No such number.",
        ),
        (State.UNKNOWN, {"reason": "Timed out", "look_at": NOW}, "Timed out. We ask the provider."),
        (
            State.UNKNOWN,
            {"reason": "Timed out"},
            "Timed out.",
        ),
        (
            State.SKIPPED,
            {"finished_at": NOW, "reason": STOPPED},
            f"Held back on Wed 9 September, 10am: {STOPPED}.",
        ),
    ],
)
def test_where_it_stands(state, fields, expected):
    assert outcome(message(state, **fields)) == expected


def test_a_room_s_reason_is_never_told():
    words = outcome(message(State.SKIPPED, finished_at=NOW, reason="has said not today"))
    assert words == "Held back on Wed 9 September, 10am: nobody needs it any more."


def test_what_was_done_besides():
    by_email = message(State.DELIVERED, channel=Channel.EMAIL)
    by_staff = message(State.QUEUED, key="plain:resent:0")
    assert done_about([by_email, by_staff]) == [
        "Also sent by email: delivered.",
        "Sent again by staff by text message: waiting to be sent.",
    ]
    first = told(message(State.SENDING), [by_email])
    assert first == [
        "Due on Wed 9 September, 10am, by text message.",
        "Is being sent now.",
        "Also sent by email: delivered.",
    ]


def test_the_steps_of_all_copies_in_order_and_what_is_to_come_last():
    failed = message(
        State.FAILED,
        provider="notify",
        released_at=NOW + timedelta(minutes=1),
        attempts=2,
        finished_at=LATER,
        reason="The phone could not be reached",
    )
    waiting = message(State.QUEUED, channel=Channel.EMAIL)
    waiting.created_at = waiting.not_before = LATER + timedelta(minutes=1)
    assert [(step.at, step.channel, step.words) for step in steps([waiting, failed])] == [
        (NOW, "Text message", "Due."),
        (NOW + timedelta(minutes=1), "Text message", "Given to GOV.UK Notify, at try 2."),
        (LATER, "Text message", "Not delivered: The phone could not be reached."),
        (LATER + timedelta(minutes=1), "Email", "Due."),
        (None, "Email", "Leaves on Wed 9 September, 10:06am."),
    ]
