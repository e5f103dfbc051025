"""Who is told that something waits, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from groups.escalation import Unread, told_by
from groups.working_time import due_at

WEDNESDAY_10 = datetime(2026, 9, 9, 9, tzinfo=UTC)


def unread(*, at=WEDNESDAY_10, is_high=False, readers=("ann", "bob"), leads=("lea",)) -> Unread:
    due = due_at(at, is_high=is_high, zone="Europe/London")
    return Unread(at, due, is_high, "Europe/London", tuple(readers), tuple(leads))


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (0, ["ann"]),
        (30, ["ann"]),
        (31, ["ann", "bob"]),  # Thursday 5pm: overdue
        (50, ["ann", "bob"]),
        (51, ["ann", "bob", "lea"]),  # Friday 1pm: four working hours on
        (500, ["ann", "bob", "lea"]),
    ],
)
def test_overdue_goes_to_the_next_person_then_to_the_lead(hours, told):
    assert told_by(unread(), WEDNESDAY_10 + timedelta(hours=hours)) == told


@pytest.mark.parametrize(("minutes", "told"), [(0, 1), (239, 1), (240, 2), (299, 2), (300, 3)])
def test_high_priority_goes_on_after_four_hours_and_then_each_hour(minutes, told):
    now = WEDNESDAY_10 + timedelta(minutes=minutes)
    assert len(told_by(unread(is_high=True), now)) == told


def test_at_night_only_high_priority_wakes_anybody():
    night = WEDNESDAY_10.replace(hour=22)
    assert told_by(unread(at=night), night + timedelta(hours=9, minutes=59)) == []
    assert told_by(unread(at=night), night + timedelta(hours=10)) == ["ann"]
    assert told_by(unread(at=night, is_high=True), night) == ["ann"]


def test_without_a_reader_every_lead_is_told_first():
    assert told_by(unread(readers=(), leads=("lea", "lou")), WEDNESDAY_10) == ["lea", "lou"]


def test_a_lead_who_reads_is_told_once():
    later = WEDNESDAY_10 + timedelta(days=9)
    assert told_by(unread(readers=("lea", "bob")), later) == ["lea", "bob"]


def test_nobody_to_tell_is_no_fault():
    assert told_by(unread(readers=(), leads=()), WEDNESDAY_10) == []
