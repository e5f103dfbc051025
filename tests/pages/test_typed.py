from datetime import time

import pytest

from followon.pages.typed import HalfTime, read_month, read_time, read_year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:30", time(14, 30)),
        ("2pm", time(14)),
        ("2:30 pm", time(14, 30)),
        ("2.30pm", time(14, 30)),
        ("2:30 P.M.", time(14, 30)),
        ("1430", time(14, 30)),
        ("930", time(9, 30)),
        ("9", time(9)),
        ("02:30", time(2, 30)),
        ("midday", time(12)),
        ("12 noon", time(12)),
        ("12pm", time(12)),
        ("12am", time(0)),
        ("00:00", time(0)),
    ],
)
def test_times_that_are_read(text, expected):
    assert read_time(text) == expected


@pytest.mark.parametrize("text", ["25", "13am", "0pm", "2:75", "2:75pm", "half past 2", "-2pm", ""])
def test_what_is_no_time(text):
    with pytest.raises(ValueError, match=r"is no time|must be in"):
        read_time(text)


@pytest.mark.parametrize("text", ["2:30", "2", "7.15"])
def test_a_time_that_could_be_night_or_afternoon(text):
    with pytest.raises(HalfTime):
        read_time(text)


@pytest.mark.parametrize("text", ["8", "08", "aug", "Aug.", "August"])
def test_months(text):
    assert read_month(text) == 8


def test_a_month_that_is_none():
    with pytest.raises(ValueError, match="no month"):
        read_month("Lammas")


def test_years():
    assert (read_year("2026"), read_year("26")) == (2026, 2026)
    with pytest.raises(ValueError, match="no year"):
        read_year("202")
