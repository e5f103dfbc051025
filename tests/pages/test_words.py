from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from followon.pages import words

WEDNESDAY = date(2026, 8, 12)


def test_dates_are_written_as_people_say_them():
    assert words.longdate(WEDNESDAY) == "Wednesday 12 August 2026"
    assert words.shortdate(WEDNESDAY) == "Wed 12 August"
    assert words.plaindate(WEDNESDAY) == "12 August 2026"
    assert words.daymonth(WEDNESDAY) == "12 August"
    assert words.monthyear(WEDNESDAY) == "August 2026"
    assert words.weekday(WEDNESDAY) == "Wednesday"


def test_an_instant_is_written_in_local_time():
    late_in_summer = datetime(2026, 8, 11, 23, 30, tzinfo=UTC)
    assert words.longdate(late_in_summer) == "Wednesday 12 August 2026"
    assert words.clock(late_in_summer) == "12:30am"


def test_a_date_is_written_in_the_language_of_the_page():
    with translation.override("cy"):
        assert words.weekday(WEDNESDAY) == "Dydd Mercher"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (time(17, 30), "5:30pm"),
        (time(14), "2pm"),
        (time(9, 5), "9:05am"),
        (time(12), "midday"),
        (time(12, 1), "12:01pm"),
        (time(0), "midnight"),
        (time(0, 15), "12:15am"),
    ],
)
def test_clock(at, expected):
    assert words.clock(at) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+447700900123", "07700 900123"),
        ("07700900123", "07700 900123"),
        ("+441174960123", "0117 496 0123"),
        ("+353201234567", "+353 20 123 4567"),
        ("111", "111"),
        ("at the desk", "at the desk"),
    ],
)
def test_phone(number, expected):
    assert words.phone(number) == expected


def test_wordlist():
    assert words.wordlist([]) == ""
    assert words.wordlist(["Ann"]) == "Ann"
    assert words.wordlist(["Ann", "Bob"]) == "Ann and Bob"
    assert words.wordlist(["Ann", "Bob", "Cat"]) == "Ann, Bob and Cat"
