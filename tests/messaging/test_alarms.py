"""What stops messages, in sentences for staff."""

from datetime import timedelta

import pytest

from followon.messaging.models import State
from followon.messaging.queries.alarms import problems
from followon.messaging.services.heartbeats import leave_mark
from tests.cast import NOW

from .kit import in_state, queue


@pytest.fixture(autouse=True)
def going(db, answers):
    for name in ("plan", "claim"):
        leave_mark(name, now=NOW)


def parts(now=NOW):
    return [problem.part for problem in problems(now)]


def test_nothing_is_wrong(django_assert_num_queries):
    with django_assert_num_queries(4):
        assert problems(NOW) == []


def test_a_part_that_left_no_mark_says_since_when():
    later = NOW + timedelta(minutes=6)
    leave_mark("plan", now=later)
    (stopped,) = problems(later)
    assert (stopped.part, stopped.since) == ("claim", NOW)
    assert stopped.words == "Messages that are due are not being sent."


@pytest.mark.parametrize(("minutes", "expected"), [(9, []), (10, ["waiting"])])
def test_a_message_that_is_due_waits_ten_minutes_at_most(ann, service, minutes, expected):
    queue(ann, service)
    later = NOW + timedelta(minutes=minutes)
    for name in ("plan", "claim"):
        leave_mark(name, now=later)
    assert parts(later) == expected


def test_what_is_not_due_yet_may_wait(ann, service):
    queue(ann, service, not_before=NOW + timedelta(hours=2))
    assert parts() == []


@pytest.mark.parametrize(
    ("failed", "went", "expected"),
    [(2, 8, []), (3, 7, ["failing"]), (9, 0, []), (10, 0, ["failing"])],
)
def test_three_in_ten_that_fail_are_too_many_but_a_few_say_nothing(
    ann, service, failed, went, expected
):
    for number in range(failed):
        in_state(queue(ann, service, dedupe=f"f{number}"), State.FAILED)
    for number in range(went):
        in_state(queue(ann, service, dedupe=f"w{number}"), State.DELIVERED)
    assert parts() == expected
    if expected:
        assert problems(NOW)[0].words.startswith(f"{failed} of {failed + went} messages")


def test_what_is_tried_again_and_again_counts_as_failed(ann, service):
    for number in range(10):
        later = NOW + timedelta(hours=1)
        in_state(
            queue(ann, service, dedupe=f"{number}"), State.QUEUED, attempts=1, not_before=later
        )
    assert parts() == ["failing"]


def test_an_hour_later_it_is_over(ann, service):
    for number in range(10):
        in_state(queue(ann, service, dedupe=f"f{number}"), State.FAILED)
    later = NOW + timedelta(hours=1)
    for name in ("plan", "claim"):
        leave_mark(name, now=later)
    assert parts(later) == []
