from datetime import date

import pytest

from groups.bank_holidays import bank_holiday
from pmp.session_dates import in_order, moved, weekly

CHRISTMAS_EVE = date(2026, 12, 24)  # a Thursday, and so is New Year's Eve
FRIDAY = date(2026, 12, 11)


def test_a_week_apart():
    assert weekly(FRIDAY, 3, skip_bank_holidays=False) == [
        date(2026, 12, 11),
        date(2026, 12, 18),
        date(2026, 12, 25),
    ]


def test_weeks_of_bank_holidays_are_left_out_and_the_number_stays():
    assert weekly(FRIDAY, 4, skip_bank_holidays=True) == [
        date(2026, 12, 11),
        date(2026, 12, 18),
        date(2027, 1, 8),
        date(2027, 1, 15),
    ]


def test_bank_holidays_have_names_and_other_days_none():
    assert bank_holiday(date(2026, 12, 25)) == "Christmas Day"
    assert "Boxing Day" in bank_holiday(date(2026, 12, 28))  # the 26th is a Saturday
    assert bank_holiday(CHRISTMAS_EVE) == ""


DATES = [date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 21)]


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        (False, [date(2026, 9, 7), date(2026, 9, 16), date(2026, 9, 21)]),
        (True, [date(2026, 9, 7), date(2026, 9, 16), date(2026, 9, 23)]),
    ],
)
def test_one_moves_alone_or_with_those_behind_it(following, expected):
    assert moved(DATES, 1, date(2026, 9, 16), following=following) == expected


def test_order():
    assert in_order(DATES)
    assert not in_order([DATES[1], DATES[0]])
    assert not in_order([DATES[0], DATES[0]])
