"""A group's meetings, rests and people as known so far, built up one event at a time."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from math import exp, log
from statistics import median
from typing import Any

from groups.health import priors
from groups.health.history import (
    CoordinatorResting,
    Event,
    History,
    MeetingCancelled,
    MeetingHeld,
    MeetingNotHeld,
    MeetingPlanned,
    MemberJoined,
    MemberLeft,
    Paused,
    RhythmAgreed,
    Rsvp,
)

BOOKED = "booked"
HELD = "held"
NOT_HELD = "not_held"
CANCELLED = "cancelled"
RHYTHM_STEP = 0.1
# Events of one day come in any order: what is surer is read later.
_ORDER: dict[type[Event], int] = {
    kind: number
    for number, kind in enumerate(
        (
            RhythmAgreed,
            MemberJoined,
            MemberLeft,
            Paused,
            CoordinatorResting,
            MeetingPlanned,
            Rsvp,
            MeetingCancelled,
            MeetingNotHeld,
            MeetingHeld,
        )
    )
}


@dataclass(slots=True)
class Meeting:
    """One meeting as known so far; its date is None where it was never told."""

    id: str
    day: date | None = None
    state: str = BOOKED
    headcount: int | None = None
    present: tuple[str, ...] | None = None
    planned: bool = False
    booked_on: date | None = None
    version: int = 0
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Rest:
    """An agreed pause; `until` is the day of return."""

    start: date
    until: date

    def covers(self, day: date) -> bool:
        return self.start <= day < self.until


def in_order(events: tuple[Event, ...]) -> list[Event]:
    """Events by the day on which they were learned, and within a day by how sure they are."""
    return sorted(events, key=lambda event: (event.on, _ORDER[type(event)]))


class Timeline:
    """What is known of one group; `add` each event in order."""

    def __init__(self, history: History) -> None:
        self.started = history.started
        self.meetings: dict[str, Meeting] = {}
        self.members: dict[str, date] = {}
        self.left: dict[str, date] = {}
        self.joined_on: list[date] = []
        self.left_on: list[date] = []
        self.resting_on: list[date] = []
        self.rests: list[Rest] = []
        self.kept: dict[str, tuple[Any, Any]] = {}
        """What was worked out of each meeting, kept for as long as nothing changes it."""
        self.agreed_rhythm: float | None = history.rhythm
        self.coordinator_resting_since: date | None = None
        self.first_booking_on: date | None = None

    def add(self, event: Event) -> None:
        """Take in one event."""
        match event:
            case MemberJoined():
                self.members[event.member] = event.on
                self.left.pop(event.member, None)
                self.joined_on.append(event.on)
            case MemberLeft():
                self.members.pop(event.member, None)
                self.left[event.member] = event.on
                self.left_on.append(event.on)
            case RhythmAgreed():
                self.agreed_rhythm = event.days
            case Paused():
                self._pause(event)
            case CoordinatorResting():
                self.coordinator_resting_since = event.on
                self.resting_on.append(event.on)
            case _:
                self._meeting(event)

    def _pause(self, event: Paused) -> None:
        self.kept.clear()
        until = event.until or event.begins + timedelta(days=priors.OPEN_REST_DAYS)
        for rest in self.rests:
            if rest.covers(event.begins):  # the new day of return replaces the old one
                rest.until = until
                return
        if until > event.begins:
            self.rests.append(Rest(event.begins, until))

    def _meeting(self, event: Event) -> None:
        meeting = self.meetings.setdefault(event.meeting, Meeting(event.meeting))  # type: ignore[attr-defined]
        meeting.version += 1
        match event:
            case MeetingPlanned():
                meeting.planned, meeting.booked_on = True, event.on
                self.first_booking_on = self.first_booking_on or event.on
                if meeting.state not in (HELD, NOT_HELD):
                    meeting.day, meeting.state = event.date, BOOKED
            case Rsvp():
                meeting.answers[event.member] = event.answer
            case MeetingCancelled():
                if meeting.state != HELD:
                    meeting.state = CANCELLED
                    meeting.day = meeting.day or event.on
            case MeetingNotHeld():
                meeting.day, meeting.state = event.date, NOT_HELD
                meeting.headcount = meeting.present = None
            case MeetingHeld():
                self._held(meeting, event)

    def _held(self, meeting: Meeting, event: MeetingHeld) -> None:
        nobody_came = event.headcount == 0
        meeting.day = event.date
        meeting.state = NOT_HELD if nobody_came else HELD
        meeting.headcount = None if nobody_came else event.headcount
        meeting.present = None if nobody_came else event.present
        since = self.coordinator_resting_since
        if since and not nobody_came and event.date > since:
            self.coordinator_resting_since = None

    def members_on(self, day: date) -> int:
        """Members by then, with those who left not long before: their places are still felt."""
        gone = day - timedelta(days=priors.LEFT_FELT_DAYS)
        return bisect_right(self.joined_on, day) - bisect_right(self.left_on, gone)

    def ahead(self) -> float:
        """Days before a meeting on which it is usually put in the diary."""
        days = [
            (meeting.day - meeting.booked_on).days
            for meeting in self.meetings.values()
            if meeting.day and meeting.booked_on and meeting.state == HELD
        ]
        return max(0.0, float(median(days))) if days else 0.0

    def held(self) -> list[Meeting]:
        """Meetings known to have been held, by date."""
        return self._by_date(HELD)

    def booked_after(self, on: date) -> Meeting | None:
        """The next meeting in the diary, on the day itself included."""
        ahead = [meeting for meeting in self._by_date(BOOKED) if meeting.day >= on]  # type: ignore[operator]
        return ahead[0] if ahead else None

    def silent_dates(self, on: date) -> list[date]:
        """Dates booked, passed, after the last known meeting, of which nobody has said anything."""
        held = self.held()
        last = held[-1].day if held else date.min
        grace = timedelta(days=priors.REPORT_GRACE_DAYS)
        return [
            meeting.day
            for meeting in self._by_date(BOOKED)
            if meeting.day and last < meeting.day < on - grace  # type: ignore[operator]
        ]

    def resting_until(self, on: date) -> date | None:
        """The day of return, where the group is resting on that day."""
        return next((rest.until for rest in self.rests if rest.covers(on)), None)

    def rested_days(self, start: date, end: date) -> int:
        """Days of agreed rest between two days."""
        if not self.rests:
            return 0
        return sum(
            max(0, (min(rest.until, end) - max(rest.start, start)).days) for rest in self.rests
        )

    def rhythm(self) -> float:
        """Days between meetings: as agreed, else learned from the gaps, else the usual."""
        if self.agreed_rhythm:
            return self.agreed_rhythm
        gaps = self.gaps()[-priors.RHYTHM_LEARNED_FROM :]
        if len(gaps) < priors.RHYTHM_LEARNED_FROM_AT_LEAST:
            return priors.USUAL_RHYTHM_DAYS
        low, high = priors.RHYTHM_BOUNDS
        return min(high, max(low, float(median(gaps))))

    def even_rhythm(self) -> float:
        """The rhythm in even steps, so that one more gap seldom changes a learned one."""
        rhythm = self.rhythm()
        if self.agreed_rhythm:
            return rhythm
        return float(exp(round(log(rhythm) / RHYTHM_STEP) * RHYTHM_STEP))

    def gaps(self) -> list[int]:
        """Days between one known meeting and the next, rests left out."""
        dates = [meeting.day for meeting in self.held()]
        return [
            (later - earlier).days - self.rested_days(earlier, later)  # type: ignore[operator, arg-type]
            for earlier, later in pairwise(dates)
        ]

    def _by_date(self, state: str) -> list[Meeting]:
        found = [
            meeting for meeting in self.meetings.values() if meeting.state == state and meeting.day
        ]
        return sorted(found, key=lambda meeting: (meeting.day, meeting.id))
