"""Which dates are proposed to a group: from its rhythm, and as the last one was."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from ..local_time import local_day
from ..models import Meeting, MeetingState
from ..next_dates import NextDate, next_date, several
from ..rhythm import LEARNED_FROM, rhythm_of
from .viewers import Viewer

LOOKED_AT = 12
PROPOSED = 3


@dataclass(frozen=True)
class SameAgain:
    """What "same again" proposes, and whether its rhythm is agreed, learned, or a guess."""

    next: NextDate
    meeting: Meeting
    days: int
    why: str

    @property
    def date(self) -> date:
        return self.next.date


@dataclass(frozen=True)
class ToAsk:
    """What a poll proposes."""

    dates: list[date]
    time: time | None
    place_id: Any


def same_again(viewer: Viewer, *, now: datetime) -> SameAgain | None:
    """The next date in the group's rhythm, as the last one was; None where there was none."""
    lately = _lately(viewer)
    if not lately:
        return None
    days, why = _rhythm(viewer, lately)
    today = local_day(now, viewer.group.zone)
    return SameAgain(next_date(lately[0].date, days, today), lately[0], days, why)


def dates_to_ask(viewer: Viewer, *, now: datetime) -> ToAsk:
    """Some dates round the one in the group's rhythm, with the usual time and place."""
    lately = _lately(viewer)
    if not lately:
        return ToAsk([], None, None)
    days, _why = _rhythm(viewer, lately)
    last, today = lately[0], local_day(now, viewer.group.zone)
    return ToAsk(several(last.date, days, today, PROPOSED), last.time, last.place_id)


def _lately(viewer: Viewer) -> list[Meeting]:
    meetings = Meeting.objects.filter(group=viewer.group).exclude(
        state__in=[MeetingState.CANCELLED, MeetingState.PROPOSED]
    )
    return list(meetings.select_related("place").order_by("-starts_at")[:LOOKED_AT])


def _rhythm(viewer: Viewer, lately: list[Meeting]) -> tuple[int, str]:
    agreed = viewer.group.rhythm_days
    held = [meeting.date for meeting in lately if meeting.state == MeetingState.MET]
    why = "agreed" if agreed else ("learned" if len(held) > LEARNED_FROM else "usual")
    return rhythm_of(agreed, held), why
