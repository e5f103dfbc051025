from datetime import date, time

import pytest
from django import forms

from followon.pages.fields import ClockTime, DateParts


class Booking(forms.Form):
    day = DateParts(what="the date of the meeting")
    at = ClockTime()


class Optional(forms.Form):
    day = DateParts(required=False)
    at = ClockTime(required=False)


def typed(day="", month="", year="", at=""):
    return {"day_day": day, "day_month": month, "day_year": year, "at": at}


def day_errors(**parts):
    return Booking(typed(**parts)).errors["day"]


def test_a_date_and_a_time():
    form = Booking(typed("12", "8", "2026", "5:30pm"))
    assert form.is_valid()
    assert form.cleaned_data == {"day": date(2026, 8, 12), "at": time(17, 30)}


def test_spaces_month_names_and_short_years_are_read():
    form = Booking(typed(" 12 ", "August", "26", " 1730 "))
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 8, 12)


def test_nothing_is_fine_where_nothing_is_asked():
    form = Optional(typed())
    assert form.is_valid()
    assert form.cleaned_data == {"day": None, "at": None}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, "Enter the date of the meeting"),
        ({"day": "12", "year": "2026"}, "The date of the meeting must include a month"),
        ({"day": "12"}, "The date of the meeting must include a month and a year"),
        (
            {"day": "31", "month": "2", "year": "2026"},
            "The date of the meeting must be a real date",
        ),
        (
            {"day": "x", "month": "2", "year": "2026"},
            "The date of the meeting must be a real date",
        ),
        (
            {"day": "1", "month": "2", "year": "226"},
            "The date of the meeting must be a real date",
        ),
        (
            {"day": "9" * 30, "month": "2", "year": "2026"},
            "The date of the meeting must be a real date",
        ),
    ],
)
def test_what_is_wrong_with_a_date(parts, expected):
    assert day_errors(**parts) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Enter a time, like 2pm or 2:30pm"),
        ("soon", "Enter a time, like 2pm or 2:30pm"),
        ("2:30", "Say if the time is morning or afternoon, like 2:30pm"),
    ],
)
def test_what_is_wrong_with_a_time(text, expected):
    assert Booking(typed("12", "8", "2026", text)).errors == {"at": [expected]}


def test_changes_are_noticed():
    initial = {"day": date(2026, 8, 12), "at": time(17, 30)}
    same = Booking(typed("12", "8", "2026", "5:30pm"), initial=initial)
    other = Booking(typed("13", "8", "2026", "6pm"), initial=initial)
    assert same.changed_data == []
    assert other.changed_data == ["day", "at"]
