from datetime import timedelta

import pytest

from followon.messaging.kinds import Hours
from followon.messaging.models import State
from followon.messaging.retry import (
    WAITS,
    Next,
    after_asking,
    after_error,
    after_receipt,
    without_asking,
)
from followon.messaging.transports import Progress, Status, TransportError
from tests.cast import NOW

MINUTE = timedelta(minutes=1)


def after(error: TransportError, *, tries=1, hours=Hours.ORDINARY, send_before=None) -> Next:
    return after_error(error, tries=tries, hours=hours, send_before=send_before, now=NOW)


def test_a_fault_in_our_settings_uses_up_nothing_and_waits():
    error = TransportError("key", permanent=True, configuration=True)
    assert after(error) == Next(
        State.QUEUED, "key", not_before=NOW + timedelta(minutes=5), counts=False
    )


def test_a_permanent_error_tries_the_other_channel():
    assert after(TransportError("bad", permanent=True, contact_dead=True)) == Next(
        State.UNDELIVERABLE, "bad", contact_dead=True, other_channel=True
    )
    assert after(TransportError("stop", opted_out=True)) == Next(
        State.UNDELIVERABLE, "stop", opted_out=True, other_channel=True
    )


@pytest.mark.parametrize(
    ("hours", "seconds"), [(Hours.ORDINARY, 60), (Hours.URGENT, 60), (Hours.ANY, 30)]
)
def test_an_unclear_error_is_asked_about(hours, seconds):
    assert after(TransportError("?", unclear=True), hours=hours) == Next(
        State.UNKNOWN, "?", look_at=NOW + timedelta(seconds=seconds)
    )


@pytest.mark.parametrize(("tries", "wait"), list(enumerate(WAITS, start=1)))
def test_a_temporary_error_waits_longer_each_time(tries, wait):
    assert after(TransportError("busy"), tries=tries) == Next(
        State.QUEUED, "busy", not_before=NOW + wait
    )


def test_after_the_last_wait_it_has_failed():
    assert after(TransportError("busy"), tries=len(WAITS) + 1) == Next(
        State.FAILED, "busy", other_channel=True
    )


def test_a_provider_that_says_when_is_heard():
    error = TransportError("limit", retry_after=timedelta(hours=2))
    assert after(error).not_before == NOW + timedelta(hours=2)


def test_what_would_come_too_late_fails_at_once():
    late = after(TransportError("busy"), send_before=NOW + MINUTE)
    assert late == Next(State.FAILED, "busy", other_channel=True)


def status(state: Progress) -> Status:
    return Status("id", state, NOW)


def test_what_the_provider_never_took_on_is_queued_again_until_the_table_ends():
    again = after_asking([], tries=1, send_before=None, now=NOW)
    assert (again.state, again.not_before) == (State.QUEUED, NOW)
    assert after_asking([], tries=len(WAITS) + 1, send_before=None, now=NOW).state == State.FAILED


@pytest.mark.parametrize(
    ("found", "state"),
    [
        ([Progress.SENDING], State.SENT),
        ([Progress.FAILED_TEMPORARY, Progress.DELIVERED], State.DELIVERED),
        ([Progress.FAILED_PERMANENT], State.UNDELIVERABLE),
        ([Progress.FAILED_TECHNICAL], State.FAILED),
    ],
)
def test_what_the_provider_knows_settles_it(found, state):
    step = after_asking([status(each) for each in found], tries=1, send_before=None, now=NOW)
    assert step.state == state


def test_a_network_that_gave_up_is_tried_once_more():
    assert after_receipt(Progress.FAILED_TEMPORARY, now=NOW).again is True
    assert after_receipt(Progress.FAILED_PERMANENT, now=NOW).again is False


@pytest.mark.parametrize(
    ("hours", "doubts", "state"),
    [
        (Hours.ORDINARY, 1, State.QUEUED),
        (Hours.ORDINARY, 2, State.UNKNOWN),
        (Hours.ANY, 2, State.QUEUED),
        (Hours.ANY, 3, State.UNKNOWN),
    ],
)
def test_where_nobody_can_be_asked_a_reminder_is_sent_once_more_at_most(hours, doubts, state):
    assert without_asking(doubts=doubts, hours=hours, now=NOW).state == state
