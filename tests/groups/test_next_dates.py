"""The next date in a rhythm, and the weeks round a holiday."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from groups.models import Meeting
from groups.next_dates import holiday_near, is_holiday, next_date, several
from groups.services.meetings import report_met
from tests.cast import NOW
from tests.groups.make import after, make_meeting, make_place
from tests.groups.test_poll_pages import page, post

TODAY = date(2026, 9, 9)
WEEK = timedelta(days=7)


def test_an_ordinary_date_is_offered_alone():
    found = next_date(date(2026, 9, 1), 28, TODAY)
    assert (found.date, found.holiday, found.instead) == (date(2026, 9, 29), "", ())


@pytest.mark.parametrize(
    ("day", "named"),
    [
        (date(2027, 3, 26), "Good Friday"),
        (date(2027, 3, 25), "Good Friday"),
        (date(2027, 3, 29), "Easter Monday"),
        (date(2027, 3, 30), "Easter Monday"),
        (date(2027, 3, 31), ""),
        (date(2027, 8, 30), "Late Summer Bank Holiday"),
        (date(2026, 12, 22), "Christmas"),
        (date(2026, 12, 29), "Christmas"),
        (date(2027, 1, 2), "Christmas"),
        (date(2027, 1, 5), ""),
    ],
)
def test_a_holiday_on_the_day_or_beside_it_is_named(day, named):
    assert holiday_near(day).startswith(named[:4]) if named else holiday_near(day) == ""


def test_the_weeks_round_a_bank_holiday_are_offered():
    monday = date(2027, 8, 30)
    found = next_date(monday - 4 * WEEK, 28, date(2027, 8, 10))
    assert (found.date, found.is_on_it) == (monday, True)
    assert found.instead == (monday - WEEK, monday + WEEK)


def test_a_neighbour_that_is_over_or_a_holiday_itself_is_not_offered():
    tuesday = date(2026, 12, 29)
    found = next_date(tuesday - 4 * WEEK, 28, date(2026, 12, 10))
    assert (found.date, found.holiday, found.is_on_it) == (tuesday, "Christmas", False)
    assert found.instead == (date(2027, 1, 5),)
    late = next_date(date(2027, 8, 23), 7, date(2027, 8, 24))
    assert (late.date, late.instead) == (date(2027, 8, 30), (date(2027, 9, 6),))


def test_christmas_day_itself_is_never_proposed():
    assert next_date(date(2026, 11, 27), 28, date(2026, 12, 1)).date == date(2027, 1, 8)


def test_several_dates_are_in_order_ahead_and_on_no_holiday():
    found = several(date(2027, 8, 2), 28, date(2027, 8, 10), 3)
    assert found == [date(2027, 8, 31), date(2027, 9, 6), date(2027, 9, 7)]
    assert not any(is_holiday(day) for day in found)


def url(name, *args):
    return reverse(f"groups:{name}", args=args)


def test_the_same_again_takes_two_taps(group, coordinator):
    make_meeting(group, place=make_place(group))
    text = page(coordinator, url("same_again", group.pk))
    assert "Book Tue 20 October and tell everyone" in text
    assert "That is in the rhythm that your group agreed on." in text
    assert "instead" not in text
    data = {"date": "2026-10-20", "time": "14:00", "place": Meeting.objects.get().place_id}
    post(coordinator, url("same_again", group.pk), data)
    booked = Meeting.objects.latest("starts_at")
    assert (booked.date, booked.place.name) == (date(2026, 10, 20), "The Bakery")


def test_near_christmas_the_week_after_can_be_booked_as_easily(group, coordinator):
    # Four weeks after Tuesday 1 December is the 29th.
    make_meeting(group, on=date(2026, 12, 1))
    address = url("same_again", group.pk)
    text = page(coordinator, address)
    assert "This is around Christmas and New Year." in text
    assert "Book Tue 5 January instead" in text
    assert text.count('value="2027-01-05"') == 1
    post(coordinator, address, {"date": "2027-01-05", "time": "14:00", "place": ""})
    assert Meeting.objects.latest("starts_at").date == date(2027, 1, 5)


def test_a_bank_holiday_is_named(group, coordinator):
    make_meeting(group, on=date(2027, 8, 2))
    text = page(coordinator, url("same_again", group.pk))
    assert "This is a bank holiday:" in text
    assert "Book Mon 23 August instead" in text
    assert "Book Mon 6 September instead" in text


def test_a_rhythm_is_learned_from_four_gaps(service, group, coordinator):
    group.rhythm = "when_we_meet"
    group.save(update_fields=["rhythm"])
    for weeks in (0, 3, 6, 9):
        meeting = make_meeting(group, on=date(2026, 9, 15) + weeks * WEEK)
        report_met(meeting=meeting, headcount=4, by=None, now=after(meeting, hours=2))
    later = after(meeting, hours=3)
    assert "That is 4 weeks on." in page(coordinator, url("same_again", group.pk), later)
    meeting = make_meeting(group, on=date(2026, 9, 15) + 12 * WEEK, now=NOW)
    report_met(meeting=meeting, headcount=4, by=None, now=after(meeting, hours=2))
    text = page(coordinator, url("same_again", group.pk), after(meeting, hours=3))
    assert "Your group has met about every 3 weeks." in text
