"""Which way a message takes, what a failure means, and how long a way rests. Pure."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followon.messaging.transports import TransportError
from followon.messaging.ways import (
    IN_A_ROW,
    LONGEST_REST,
    REST,
    Ways,
    in_a_row,
    is_the_way_s_own,
    may_go_elsewhere,
    rests_until,
)
from tests.cast import NOW

TEMPORARY = TransportError("Later")
CONFIGURATION = TransportError("Bad key", permanent=True, configuration=True)
UNCLEAR = TransportError("No answer", unclear=True)
REFUSED = TransportError("Not abroad", permanent=True)
DEAD = TransportError("No such number", permanent=True, contact_dead=True)
STOPPED = TransportError("They said stop", permanent=True, opted_out=True)
GREYLISTED = TransportError("Later, said their server", of_recipient=True)
RATE = TransportError("Too fast", retry_after=timedelta(minutes=1))
DAILY = TransportError("Daily limit", retry_after=timedelta(hours=9))
NOT_REACHED = TransportError("Could not connect", retry_after=timedelta(seconds=15))
ALL = (TEMPORARY, CONFIGURATION, UNCLEAR, REFUSED, DEAD, STOPPED, GREYLISTED, RATE, DAILY)
BOTH = Ways(("notify", "twilio"))


@pytest.mark.parametrize(
    ("error", "elsewhere", "its_own"),
    [
        (TEMPORARY, True, True),
        (NOT_REACHED, True, True),
        (RATE, True, True),
        (DAILY, True, True),
        (CONFIGURATION, True, True),
        (REFUSED, True, False),
        (UNCLEAR, False, True),
        (DEAD, False, False),
        (STOPPED, False, False),
        (GREYLISTED, False, False),
    ],
    ids=lambda value: value.reason if isinstance(value, TransportError) else str(value),
)
def test_what_a_failure_means_for_the_message_and_for_the_way(error, elsewhere, its_own):
    assert may_go_elsewhere(error) is elsewhere
    assert is_the_way_s_own(error) is its_own
    assert BOTH.after("notify", error) == ("twilio" if elsewhere else "")


def test_after_the_last_way_there_is_none():
    assert BOTH.after("twilio", TEMPORARY) == ""


def test_a_way_that_is_no_longer_in_the_order_leads_nowhere_at_once():
    assert BOTH.after("smtp", TEMPORARY) == ""


@pytest.mark.parametrize(
    ("set_aside", "wished", "first"),
    [
        ((), "", "notify"),
        (("notify",), "", "twilio"),
        (("twilio",), "", "notify"),
        (("notify", "twilio"), "", "notify"),
        ((), "twilio", "twilio"),
        ((), "smtp", "notify"),
    ],
)
def test_the_next_try_begins_with_the_first_open_way(set_aside, wished, first):
    assert Ways(("notify", "twilio"), frozenset(set_aside)).first(wished) == first


def test_what_is_set_aside_is_no_way_out():
    assert Ways(("notify", "twilio"), frozenset({"twilio"})).after("notify", TEMPORARY) == ""


@pytest.mark.parametrize(
    ("before", "results", "count"),
    [
        (0, [], 0),
        (0, [TEMPORARY, UNCLEAR, CONFIGURATION], 3),
        (2, [TEMPORARY], 3),
        (2, [None, TEMPORARY], 1),
        (2, [TEMPORARY, None], 0),
        (2, [DEAD, REFUSED, GREYLISTED], 2),
    ],
)
def test_failures_in_a_row(before, results, count):
    assert in_a_row(before, results) == count


def test_a_way_rests_after_the_fifth_failure_and_longer_each_time():
    assert rests_until(IN_A_ROW - 1, 0, TEMPORARY, NOW) is None
    rests = [rests_until(IN_A_ROW, rests, TEMPORARY, NOW) for rests in range(5)]
    assert [(rest - NOW).total_seconds() / 60 for rest in rests] == [5, 10, 20, 40, 40]


@pytest.mark.parametrize(
    ("error", "rest"),
    [(RATE, timedelta(minutes=1)), (DAILY, timedelta(hours=9)), (NOT_REACHED, None)],
)
def test_a_provider_that_says_when_is_taken_at_its_first_word(error, rest):
    assert rests_until(1, 0, error, NOW) == (NOW + rest if rest else None)


names = st.lists(st.sampled_from(["notify", "twilio", "smtp"]), min_size=1, unique=True)


@given(names, st.frozensets(st.sampled_from(["notify", "twilio", "smtp"])), st.sampled_from(ALL))
def test_a_message_goes_through_each_way_once_at_most_and_then_waits(order, set_aside, error):
    ways, way, gone = Ways(tuple(order), set_aside), "", []
    while True:
        now_by = ways.first(way)
        gone.append(now_by)
        way = ways.after(now_by, error)
        if not way:
            break
    assert len(gone) == len(set(gone)) <= len(order)
    assert len(gone) == 1 or may_go_elsewhere(error)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_no_rest_is_endless(failures, rests):
    rest = rests_until(failures, rests, TEMPORARY, NOW)
    assert rest is None or REST <= rest - NOW <= LONGEST_REST
