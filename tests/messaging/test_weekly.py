"""When the one message a week comes, and what is left to it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followon.messaging.gate import IN_WEEKLY, Facts, Go, Skip, verdict
from followon.messaging.weekly import USEFUL, WEEK, is_due, last_moment, next_moment
from tests.cast import NOW

LONDON = "Europe/London"
ZONES = st.sampled_from([LONDON, "UTC", "Pacific/Auckland", "America/St_Johns"])
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
MONDAY = datetime(2026, 9, 14, 8, tzinfo=UTC)  # 9am in London


def test_the_next_monday_at_nine_on_the_local_clock():
    assert next_moment(LONDON, None, NOW) == MONDAY
    assert next_moment(LONDON, None, MONDAY) == MONDAY + WEEK
    # The clocks go back on 25 October.
    assert next_moment(LONDON, None, datetime(2026, 10, 24, tzinfo=UTC)).hour == 9


def test_quiet_hours_put_it_off():
    assert next_moment(LONDON, (time(18), time(11, 30)), NOW) == MONDAY + timedelta(hours=2.5)
    assert next_moment(LONDON, (time(22), time(7)), NOW) == MONDAY


@given(ZONES, MOMENTS)
def test_it_is_due_from_monday_at_nine_for_a_day(zone, now):
    last = last_moment(zone, now)
    local = last.astimezone(ZoneInfo(zone))
    assert (local.weekday(), local.time()) == (0, time(9))
    assert last <= now < last + WEEK + timedelta(hours=1)
    assert is_due(zone, now) == (now - last < timedelta(days=1))


@given(ZONES, MOMENTS, st.none() | st.tuples(TIMES, TIMES))
def test_the_next_one_lies_ahead_within_the_persons_hours(zone, now, quiet):
    moment = next_moment(zone, quiet, now)
    assert now < moment <= now + WEEK + USEFUL
    if quiet is not None and quiet[0] != quiet[1]:
        start, end = quiet
        at = moment.astimezone(ZoneInfo(zone)).time()
        inside = start <= at < end if start < end else at >= start or at < end
        assert not inside


def facts(**more):
    return Facts(weekly_at=MONDAY, **more)


@pytest.mark.parametrize(
    ("useful_until", "expected"),
    [
        (None, Skip(IN_WEEKLY)),
        (MONDAY + timedelta(days=1), Skip(IN_WEEKLY)),
        (MONDAY + timedelta(hours=23), Go()),
        (MONDAY - timedelta(days=1), Go()),
    ],
)
def test_it_waits_only_where_the_week_comes_in_time(useful_until, expected):
    assert verdict(facts(send_before=useful_until), NOW) == expected


def test_whoever_gets_each_message_gets_it_now():
    assert verdict(Facts(send_before=None), NOW) == Go()


def test_what_nobody_wants_says_so_first():
    assert verdict(facts(unwanted="the meeting was cancelled"), NOW) == Skip(
        "the meeting was cancelled"
    )


@given(
    MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40)), st.none() | st.tuples(TIMES, TIMES)
)
def test_nothing_is_left_to_a_week_that_comes_too_late(now, left, quiet):
    at = next_moment(LONDON, quiet, now)
    found = verdict(Facts(weekly_at=at, send_before=now + left, quiet=quiet), now)
    if found == Skip(IN_WEEKLY):
        assert at + timedelta(days=1) <= now + left
