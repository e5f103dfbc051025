"""Working hours: weekends, bank holidays, the change of clocks, and what is due by when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.working_time import after_working_hours, due_at, is_working_day, next_open

LONDON = "Europe/London"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("raised", "due"),
    [
        ("2026-09-09 09:00", "2026-09-09 13:00"),  # Wednesday 10am: 2pm
        ("2026-09-09 12:00", "2026-09-09 16:00"),  # 1pm: 5pm sharp
        ("2026-09-09 14:00", "2026-09-10 10:00"),  # 3pm: two hours today, two tomorrow
        ("2026-09-09 16:00", "2026-09-10 12:00"),  # 5pm: tomorrow 1pm
        ("2026-09-09 03:00", "2026-09-09 12:00"),  # in the night: 1pm
        ("2026-09-11 15:00", "2026-09-14 11:00"),  # Friday 4pm: Monday midday
        ("2026-12-24 16:30", "2026-12-29 12:30"),  # 4:30pm before Christmas: 28 December is kept
        ("2026-10-23 15:00", "2026-10-26 12:00"),  # the clocks go back on Sunday: Monday midday
    ],
)
def test_high_priority_is_due_after_four_working_hours(raised, due):
    assert due_at(utc(raised), is_high=True, zone=LONDON) == utc(due)


@pytest.mark.parametrize(
    ("raised", "due"),
    [
        ("2026-09-09 09:00", "2026-09-10 16:00"),  # Wednesday: Thursday 5pm
        ("2026-09-09 22:30", "2026-09-10 16:00"),  # Wednesday 11:30pm: Thursday still
        ("2026-09-09 23:30", "2026-09-11 16:00"),  # half past midnight on Thursday: Friday
        ("2026-09-11 09:00", "2026-09-14 16:00"),  # Friday: Monday
        ("2026-09-12 09:00", "2026-09-14 16:00"),  # Saturday: Monday
        ("2026-08-28 09:00", "2026-09-01 16:00"),  # Friday before the bank holiday: Tuesday
        ("2026-10-23 09:00", "2026-10-26 17:00"),  # the clocks go back: 5pm is an hour later
    ],
)
def test_the_rest_is_due_at_the_end_of_the_next_working_day(raised, due):
    assert due_at(utc(raised), is_high=False, zone=LONDON) == utc(due)


def test_bank_holidays_are_england_s():
    assert is_working_day(date(2026, 11, 30))  # Saint Andrew's Day
    assert not is_working_day(date(2026, 4, 6))  # Easter Monday, not kept in Scotland
    assert not is_working_day(date(2027, 12, 27))  # Christmas Day on a Saturday


@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),
    is_high=st.booleans(),
)
def test_what_is_due_is_due_later_and_while_somebody_works(moment, is_high):
    due = due_at(moment, is_high=is_high, zone=LONDON)
    assert moment < due <= moment + timedelta(days=7)
    assert next_open(due - timedelta(seconds=1), LONDON) == due - timedelta(seconds=1)


@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),
    first=st.integers(1, 20),
    then=st.integers(1, 20),
)
def test_hours_add_up(moment, first, then):
    hour = timedelta(hours=1)
    both = after_working_hours(moment, (first + then) * hour, LONDON)
    one_by_one = after_working_hours(moment, first * hour, LONDON)
    assert after_working_hours(one_by_one, then * hour, LONDON) == both
