"""A timeline as a row of dates on which the group met, did not meet, or nobody has said."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from groups.health import priors
from groups.health.timeline import BOOKED, CANCELLED, HELD, NOT_HELD, Meeting, Timeline

SILENT = "silent"
MOVED_WITHIN = 0.5  # rhythms: a cancelled date with another so near was moved


@dataclass(frozen=True, slots=True)
class Slot:
    """One date that has passed, with what is known of it."""

    day: date
    outcome: str
    gap: float
    """Rhythms since the date before, rests left out."""
    booked: bool
    late_booked: bool
    """Put in the diary when it was already due."""
    headcount: int | None
    members: int
    yes: float
    answers: int
    left: int
    resting: int


def slots(timeline: Timeline, on: date) -> tuple[Slot, ...]:
    """The dates that have passed by that day, in order."""
    rhythm = timeline.rhythm()
    dated = [meeting for meeting in timeline.meetings.values() if _passed(meeting, on)]
    dated.sort(key=lambda meeting: (meeting.day, meeting.id))
    found: list[Slot] = []
    before = timeline.started
    for place, meeting in enumerate(dated):
        following = dated[place + 1].day if place + 1 < len(dated) else None
        if _moved(meeting, following, rhythm):
            continue
        key = (meeting.version, before, rhythm)
        kept = timeline.kept.get(meeting.id)
        if kept is None or kept[0] != key:
            kept = timeline.kept[meeting.id] = (key, slot_of(timeline, meeting, before, rhythm))
        found.append(kept[1])
        before = meeting.day  # type: ignore[assignment]
    return tuple(found)


def _passed(meeting: Meeting, on: date) -> bool:
    if meeting.day is None:
        return False
    if meeting.state == BOOKED:
        return meeting.planned and meeting.day < on - timedelta(days=priors.REPORT_GRACE_DAYS)
    return meeting.state in (HELD, NOT_HELD) or meeting.day <= on


def _moved(meeting: Meeting, following: date | None, rhythm: float) -> bool:
    if meeting.state == HELD or following is None or meeting.day is None:
        return False
    return (following - meeting.day).days < MOVED_WITHIN * rhythm


def slot_of(timeline: Timeline, meeting: Meeting, before: date, rhythm: float) -> Slot:
    """One dated meeting as a slot, the date before it being known."""
    day = meeting.day
    assert day is not None  # noqa: S101 - only dated meetings come here
    outcome = {BOOKED: SILENT, CANCELLED: NOT_HELD}.get(meeting.state, meeting.state)
    given = meeting.answers.values()
    due = before + timedelta(days=round(0.8 * rhythm))
    return Slot(
        day=day,
        outcome=outcome,
        gap=max(0, (day - before).days - timeline.rested_days(before, day)) / rhythm,
        booked=meeting.planned,
        late_booked=meeting.booked_on is not None and meeting.booked_on > due,
        headcount=meeting.headcount,
        members=timeline.members_on(day),
        yes=sum({"yes": 1.0, "maybe": 0.5}.get(answer, 0.0) for answer in given),
        answers=len(given),
        left=count_between(timeline.left_on, before, day),
        resting=count_between(timeline.resting_on, before, day),
    )


def count_between(days: list[date], start: date, end: date) -> int:
    """How many of the days (in order) lie after the start and not after the end."""
    return bisect_right(days, end) - bisect_right(days, start)
