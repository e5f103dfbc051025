from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from groups.rhythm import KEPT_FREE, next_on, rhythm_of

TUESDAY = date(2026, 9, 22)


def test_the_agreed_rhythm_counts():
    assert rhythm_of(14, [TUESDAY]) == 14


def test_four_weeks_until_four_gaps_are_known():
    dates = [TUESDAY + timedelta(days=21 * index) for index in range(4)]
    assert rhythm_of(None, dates) == 28
    assert rhythm_of(None, [*dates, dates[-1] + timedelta(days=21)]) == 21


def test_a_learned_rhythm_is_whole_weeks():
    days = [0, 20, 41, 61, 83]
    assert rhythm_of(None, [TUESDAY + timedelta(days=day) for day in days]) == 21


def test_same_again_is_one_rhythm_later():
    assert next_on(TUESDAY, 28, TUESDAY) == date(2026, 10, 20)


def test_when_rhythms_were_missed_the_next_one_to_come_is_proposed():
    assert next_on(TUESDAY, 28, date(2026, 12, 1)) == date(2026, 12, 15)


def test_nobody_is_asked_to_come_at_christmas():
    assert next_on(date(2026, 11, 26), 28, date(2026, 11, 27)) == date(2027, 1, 7)


@given(
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    st.sampled_from([7, 14, 28, 49, 77]),
    st.integers(0, 400),
)
def test_a_proposal_is_ahead_on_the_same_weekday_and_not_on_a_holiday(last, days, since):
    today = last + timedelta(days=since)
    proposed = next_on(last, days, today)
    assert proposed > today
    assert proposed.weekday() == last.weekday()
    assert (proposed.month, proposed.day) not in KEPT_FREE
