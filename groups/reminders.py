"""What is due for whom at a given moment: pure, of plain facts and an explicit `now`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from datetime import date as Date
from functools import lru_cache
from typing import Any, NamedTuple

from .local_time import NoSuchTime, instant

SAID_NO = frozenset({"not_this_time", "not_up_to_it"})
DAYS_BEFORE = {"reminder_7": 7, "reminder_2": 2}
# Somebody who was told of the date within the day before a reminder's time needs no reminder.
TOLD_LATELY = timedelta(days=1)
# A reminder of 7 days that an outage held up for longer than this leaves it to that of 2 days.
LATEST_7 = timedelta(days=1)
ASKED_AFTER = timedelta(hours=2)
ASK_AGAIN_AT = time(10)
ASKING_ENDS = timedelta(days=5)
NEXT_DATE_AFTER = timedelta(days=3)
NEXT_DATE_ENDS = timedelta(days=10)


class Person(NamedTuple):
    """A member as far as messages about one meeting go."""

    id: Any
    answer: str = ""
    answered_at: datetime | None = None
    is_awake: bool = True
    job: str = ""
    back_on: date | None = None


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """One meeting that is booked, or reported; `told_at` is when its date was last told.

    `runs` stands in for the coordinator. A group that rests means to be back on `group_back_on`,
    and said so at `rest_told_at`.
    """

    id: Any
    service_id: Any
    date: date
    time: time
    zone: str
    starts_at: datetime
    told_at: datetime
    version: int
    people: tuple[Person, ...]
    runs: Any = None
    reported_at: datetime | None = None
    has_date_after: bool = False
    group_back_on: Date | None = None
    rest_told_at: datetime | None = None

    @property
    def is_in_a_rest(self) -> bool:
        """On a day of the group's rest; a date that was told of since is meant all the same."""
        if self.group_back_on is None or self.rest_told_at is None:
            return False
        return self.date < self.group_back_on and self.told_at <= self.rest_told_at


class Ask(NamedTuple):
    """One message that is due to one person, useful until `send_before`."""

    person_id: Any
    send_before: datetime


def asked(meeting: MeetingFacts, now: datetime) -> dict[str, list[Ask]]:
    """All that is due of this meeting now, by kind."""
    if meeting.reported_at is not None:
        return {"next_date": asked_for_next_date(meeting, now)}
    reminders = {kind: reminded(kind, meeting, now) for kind in DAYS_BEFORE}
    return reminders | {"how_did_it_go": asked_how_it_went(meeting, now)}


def look_again_at(meeting: MeetingFacts, now: datetime) -> datetime | None:
    """The next moment at which time alone could make something due; None when all is over."""
    return min((moment for moment in moments(meeting) if moment > now), default=None)


def moments(meeting: MeetingFacts) -> Iterator[datetime]:
    """When something begins to be due, or somebody comes back from a rest while it still is."""
    if meeting.reported_at is not None:
        yield meeting.reported_at + NEXT_DATE_AFTER
        ends = meeting.reported_at + NEXT_DATE_ENDS
    else:
        yield from (days_before(meeting, days) for days in DAYS_BEFORE.values())
        yield from asking_times(meeting)
        ends = meeting.starts_at + ASKING_ENDS
    for day in {person.back_on for person in meeting.people if person.back_on}:
        back_at = at_or_after(day, time(0), meeting.zone)
        if back_at < ends:
            yield back_at


def days_before(meeting: MeetingFacts, days: int) -> datetime:
    """The meeting's time of day so many days before, on the local clock."""
    return at_or_after(meeting.date - timedelta(days=days), meeting.time, meeting.zone)


@lru_cache(maxsize=4096)  # in a rush thousands of meetings share a few days and times
def at_or_after(on: date, at: time, zone: str) -> datetime:
    """That local time, or the hour after where clocks skip it."""
    try:
        return instant(on, at, zone)
    except NoSuchTime:
        return instant(on, at.replace(hour=at.hour + 1), zone)


def reminder_window(kind: str, meeting: MeetingFacts) -> tuple[datetime, datetime]:
    """From when a reminder is due, and until when it is worth planning."""
    begins = days_before(meeting, DAYS_BEFORE[kind])
    ends = begins + LATEST_7 if kind == "reminder_7" else meeting.starts_at
    return begins, ends


def reminded(kind: str, meeting: MeetingFacts, now: datetime) -> list[Ask]:
    """Who gets this reminder now: whoever is coming, not sure or silent, and not on a break."""
    begins, ends = reminder_window(kind, meeting)
    if not begins <= now < ends or meeting.told_at > begins - TOLD_LATELY:
        return []
    if meeting.is_in_a_rest:
        return []
    until = days_before(meeting, 2) if kind == "reminder_7" else meeting.starts_at
    return [
        Ask(person.id, until)
        for person in meeting.people
        if person.is_awake and person.answer not in SAID_NO
    ]


def asked_how_it_went(meeting: MeetingFacts, now: datetime) -> list[Ask]:
    """Who is asked after a meeting of which nobody has said anything yet, one more each day."""
    until = meeting.starts_at + ASKING_ENDS
    if not meeting.starts_at + ASKED_AFTER <= now < until or meeting.is_in_a_rest:
        return []
    return [
        Ask(person_id, until)
        for person_id, due in zip(asking_order(meeting), asking_times(meeting), strict=False)
        if due <= now
    ]


def asking_times(meeting: MeetingFacts) -> Iterator[datetime]:
    """Two hours after the start, then at ten in the morning of the next two days."""
    yield meeting.starts_at + ASKED_AFTER
    for days in (1, 2):
        yield at_or_after(meeting.date + timedelta(days=days), ASK_AGAIN_AT, meeting.zone)


def asking_order(meeting: MeetingFacts) -> list[Any]:
    """Whoever ran it, coordinator, deputy, then the first who said they were coming."""
    awake = [person for person in meeting.people if person.is_awake]
    order = [person.id for person in awake if person.id == meeting.runs]
    for job in ("coordinator", "deputy"):
        order += [person.id for person in awake if person.job == job and not _is_off(person)]
    order = list(dict.fromkeys(order))[:2]
    return order + _willing(awake, order)[:1]


def asked_for_next_date(meeting: MeetingFacts, now: datetime) -> list[Ask]:
    """The coordinator, else the deputy, some days after a reported meeting with nothing booked."""
    reported_at = meeting.reported_at
    if reported_at is None or not NEXT_DATE_AFTER <= now - reported_at < NEXT_DATE_ENDS:
        return []
    if meeting.has_date_after or meeting.group_back_on is not None:
        return []
    by_job = {person.job: person for person in meeting.people if person.is_awake and person.job}
    runs = by_job.get("coordinator") or by_job.get("deputy")
    return [Ask(runs.id, reported_at + NEXT_DATE_ENDS)] if runs else []


def _is_off(person: Person) -> bool:
    """Somebody who is not up to it is not asked how it went."""
    return person.answer == "not_up_to_it"


def _willing(people: list[Person], but: list[Any]) -> list[Any]:
    coming = [
        person
        for person in people
        if person.answer == "coming" and person.answered_at and person.id not in but
    ]
    return [person.id for person in sorted(coming, key=lambda each: each.answered_at)]  # type: ignore[arg-type, return-value]
