"""What is known of a group: events as plain data, each with the day on which it was learned."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

ANSWERS = ("yes", "maybe", "no", "not_today")


@dataclass(frozen=True, slots=True)
class Event:
    """Something the system learned on the day `on`."""

    type: ClassVar[str]
    on: date


@dataclass(frozen=True, slots=True)
class MemberJoined(Event):
    type: ClassVar[str] = "member_joined"
    member: str


@dataclass(frozen=True, slots=True)
class MemberLeft(Event):
    type: ClassVar[str] = "member_left"
    member: str


@dataclass(frozen=True, slots=True)
class RhythmAgreed(Event):
    """How often the group means to meet, in days."""

    type: ClassVar[str] = "rhythm_agreed"
    days: float


@dataclass(frozen=True, slots=True)
class MeetingPlanned(Event):
    """A date in the diary; a second one for the same meeting moves it."""

    type: ClassVar[str] = "meeting_planned"
    meeting: str
    date: date


@dataclass(frozen=True, slots=True)
class Rsvp(Event):
    """A member's answer (one of ANSWERS); the latest stands."""

    type: ClassVar[str] = "rsvp"
    meeting: str
    member: str
    answer: str


@dataclass(frozen=True, slots=True)
class MeetingHeld(Event):
    """A report that the group met; a later one for the same meeting corrects it."""

    type: ClassVar[str] = "meeting_held"
    meeting: str
    date: date
    count: int | None = None
    present: tuple[str, ...] | None = None

    @property
    def headcount(self) -> int | None:
        """How many came: the count where given, else the names, else not known."""
        if self.count is None and self.present is not None:
            return len(self.present)
        return self.count


@dataclass(frozen=True, slots=True)
class MeetingCancelled(Event):
    type: ClassVar[str] = "meeting_cancelled"
    meeting: str


@dataclass(frozen=True, slots=True)
class MeetingNotHeld(Event):
    """A report that the group did not meet, which is not the same as no report."""

    type: ClassVar[str] = "meeting_not_held"
    meeting: str
    date: date


@dataclass(frozen=True, slots=True)
class Paused(Event):
    """An agreed rest, from `start` (else the day it was told) until the day of return, if any."""

    type: ClassVar[str] = "paused"
    until: date | None
    start: date | None = None

    @property
    def begins(self) -> date:
        return self.start or self.on


@dataclass(frozen=True, slots=True)
class CoordinatorResting(Event):
    type: ClassVar[str] = "coordinator_resting"


@dataclass(frozen=True, slots=True)
class History:
    """One group's events and the facts that no event carries; None means not known."""

    id: str
    started: date
    events: tuple[Event, ...] = ()
    ended: date | None = None
    last_session_on: date | None = None
    cleared: tuple[date, ...] = ()
    """Days on which staff cleared the group's alarm."""
    has_deputy: bool | None = None
    unreachable: float | None = None
    """Share of members whom no message reaches, 0 to 1."""
    rhythm: float | None = None
    """Days between meetings as held by the service, where no event says so."""

    def known_by(self, on: date) -> "History":
        """The same group as it was known at the end of the day `on`."""
        return replace(
            self,
            events=tuple(event for event in self.events if event.on <= on),
            ended=self.ended if self.ended and self.ended <= on else None,
            cleared=tuple(day for day in self.cleared if day <= on),
        )


@dataclass(frozen=True, slots=True)
class Histories:
    """A whole file: groups, and the last day of which anything is known."""

    until: date
    groups: tuple[History, ...] = field(default=())
