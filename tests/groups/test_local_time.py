from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.local_time import NoSuchTime, instant, local_clock, local_day, months_after

LONDON = "Europe/London"


def test_summer_and_winter():
    assert instant(date(2026, 7, 1), time(14), LONDON) == datetime(2026, 7, 1, 13, tzinfo=UTC)
    assert instant(date(2026, 12, 1), time(14), LONDON) == datetime(2026, 12, 1, 14, tzinfo=UTC)


def test_the_hour_that_clocks_skip_does_not_exist():
    for minute in (0, 30, 59):
        with pytest.raises(NoSuchTime):
            instant(date(2027, 3, 28), time(1, minute), LONDON)
    assert instant(date(2027, 3, 28), time(0, 59), LONDON) == datetime(
        2027, 3, 28, 0, 59, tzinfo=UTC
    )
    assert instant(date(2027, 3, 28), time(2, 0), LONDON) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_of_an_hour_that_comes_twice_the_first_is_meant():
    twice = instant(date(2026, 10, 25), time(1, 30), LONDON)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert local_clock(twice + timedelta(hours=1), LONDON) == time(1, 30)


def test_the_day_is_the_local_one():
    assert local_day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), LONDON) == date(2026, 7, 2)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
    st.sampled_from([LONDON, "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca"]),
)
def test_every_instant_reads_back_as_the_wall_clock_it_came_from(wall, zone):
    try:
        there = instant(wall.date(), wall.time(), zone)
    except NoSuchTime:
        return
    assert there.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall
    assert (local_day(there, zone), local_clock(there, zone)) == (wall.date(), wall.time())


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 9, 9), 1, date(2026, 10, 9)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_later(day, months, then):
    assert months_after(day, months) == then
