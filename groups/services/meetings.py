"""Booking, moving and cancelling; everybody is told in the same transaction."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date as Date
from datetime import datetime, timedelta
from datetime import time as Time
from typing import Any

from django.db import IntegrityError, transaction

from followon.audit import services as audit
from followon.people.models import User

from ..errors import (
    AlreadyBooked,
    GroupClosed,
    InThePast,
    MeetingBegun,
    MeetingChanged,
    MeetingOff,
    TooFarAhead,
)
from ..joining import IN_PERSON, How
from ..local_time import instant
from ..models import (
    OPEN_GROUP_STATES,
    Group,
    Meeting,
    MeetingMove,
    MeetingState,
    Place,
)
from . import telling
from .health import look_again
from .reports import report_met, report_not_met

__all__ = ["book_meeting", "cancel_meeting", "move_meeting", "report_met", "report_not_met"]

# Further on it is a slip of the finger: everybody would be told of a date in 2206.
FARTHEST = timedelta(days=731)
MOVABLE = (MeetingState.BOOKED, MeetingState.UNKNOWN)


@transaction.atomic
def book_meeting(
    *,
    group: Group,
    date: Date,
    time: Time,
    place: Place | None,
    by: User | None,
    now: datetime,
    how: How = IN_PERSON,
    said_yes: Collection[Any] = (),
) -> Meeting:
    """Book a meeting and tell the members; `said_yes` are those who did so in a poll.

    Raises NoSuchTime, InThePast, TooFarAhead, AlreadyBooked or GroupClosed.
    """
    check_place(place, group)
    state = (
        Group.objects.select_for_update(no_key=True)
        .values_list("state", flat=True)
        .get(pk=group.pk)
    )
    if state not in OPEN_GROUP_STATES:
        raise GroupClosed
    starts_at = future_instant(date, time, group.zone, now)
    with booked_once():
        meeting = Meeting.objects.create(
            group=group,
            date=date,
            time=time,
            zone=group.zone,
            starts_at=starts_at,
            place=place,
            **how._asdict(),
            booked_by=by,
            booked_at=now,
            answers_since=now,
        )
    audit.record("meeting.booked", meeting, by=by, now=now, service=group.service)
    telling.booked(meeting, by=by, now=now, said_yes=said_yes)
    look_again(group.pk, now=now)
    return meeting


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    version: int,
    date: Date,
    time: Time,
    place: Place | None,
    by: User | None,
    now: datetime,
    how: How | None = None,
) -> Meeting:
    """Move the meeting, keep what it was, and tell the members what changed.

    Another link or number alone is saved and told to nobody: every message leads to the page
    that shows it. Raises MeetingChanged when `version` is not the current one, and what
    book_meeting raises.
    """
    current = locked_at(meeting, version)
    check_place(place, current.group)
    starts_at = future_instant(date, time, current.zone, now)
    was = (current.date, current.time, current.place_id, current.way)
    how = how or current.how
    if was == (date, time, place.pk if place else None, how.way):
        return _joined_by(current, how, by=by, now=now)
    _keep_what_was(current, by=by, now=now)
    if starts_at != current.starts_at:
        current.answers_since, current.run_by = now, None
    current.date, current.time, current.place = date, time, place
    current.starts_at, current.state = starts_at, MeetingState.BOOKED
    current.way, current.online_url, current.dial_in = how
    current.version += 1
    with booked_once():
        current.save(
            update_fields=[
                "date",
                "time",
                "place",
                "way",
                "online_url",
                "dial_in",
                "starts_at",
                "state",
                "version",
                "answers_since",
                "run_by",
            ]
        )
    audit.record("meeting.moved", current, by=by, now=now, service=current.group.service)
    telling.moved(current, by=by, now=now)
    look_again(current.group_id, now=now)
    return current


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, version: int, by: User | None, now: datetime) -> Meeting:
    """Cancel a meeting that has not begun and tell the members; raises MeetingChanged."""
    current = locked_at(meeting, version)
    if current.starts_at <= now:
        raise MeetingBegun
    current.state, current.cancelled_at = MeetingState.CANCELLED, now
    current.version += 1
    current.save(update_fields=["state", "cancelled_at", "version"])
    audit.record("meeting.cancelled", current, by=by, now=now, service=current.group.service)
    telling.cancelled(current, by=by, now=now)
    look_again(current.group_id, now=now)
    return current


def _joined_by(meeting: Meeting, how: How, *, by: User | None, now: datetime) -> Meeting:
    if how == meeting.how:
        return meeting
    meeting.online_url, meeting.dial_in = how.online_url, how.dial_in
    meeting.save(update_fields=["online_url", "dial_in"])
    audit.record("meeting.link_changed", meeting, by=by, now=now, service=meeting.group.service)
    return meeting


def _keep_what_was(meeting: Meeting, *, by: User | None, now: datetime) -> None:
    MeetingMove.objects.create(
        meeting=meeting,
        version=meeting.version,
        date=meeting.date,
        time=meeting.time,
        place=meeting.place,
        way=meeting.way,
        moved_by=by,
        moved_at=now,
    )


def locked_at(meeting: Meeting, version: int) -> Meeting:
    """The meeting's row, locked, if it is still at that version and can change."""
    current = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("group__service", "place")
        .get(pk=meeting.pk)
    )
    if current.version != version:
        raise MeetingChanged(current)
    if current.state not in MOVABLE:
        raise MeetingOff
    return current


def future_instant(date: Date, time: Time, zone: str, now: datetime) -> datetime:
    """The instant of a local date and time that is still to come."""
    starts_at = instant(date, time, zone)
    if starts_at <= now:
        raise InThePast
    if starts_at > now + FARTHEST:
        raise TooFarAhead
    return starts_at


def check_place(place: Place | None, group: Group) -> None:
    """Another service's place, or another group's own, is a mistake of the caller's."""
    if place is None:
        return
    if place.service_id != group.service_id or place.group_id not in (None, group.pk):
        raise ValueError(f"Place {place.pk} is not one of group {group.pk}'s places.")


@contextmanager
def booked_once() -> Iterator[None]:
    """A savepoint that turns the constraint on two meetings at one hour into AlreadyBooked."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "one_booked_meeting_per_group_and_hour" in str(error):
            raise AlreadyBooked from error
        raise
