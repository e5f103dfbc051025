"""How is this group: its level, the reasons, and how likely it is that it is fading."""

from datetime import date, timedelta

from groups.health import flags, priors
from groups.health.findings import ENDED, NEEDS_A_HAND, NEW, RESTING, STEADY, WATCH, Health
from groups.health.history import (
    CoordinatorResting,
    Event,
    History,
    MeetingHeld,
    MeetingPlanned,
    MemberJoined,
    MemberLeft,
    Paused,
    Rsvp,
)
from groups.health.likelihood import Likelihood
from groups.health.timeline import BOOKED, Timeline, in_order

LOOK_EVERY_DAYS = 7
PEOPLE = (MemberJoined, MemberLeft, CoordinatorResting)


class Watch:
    """A group looked at again and again, in order of days, each with what was known by then."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.timeline = Timeline(history)
        self.likelihood = Likelihood(self.timeline)
        self.events = in_order(history.events)
        self.read = 0
        self.looked_on = date.min
        self.raised = False
        self.watched = False
        self.not_before = date.min
        self.probability = 0.0

    def look(self, on: date) -> str:
        """Take in what was learned by that day, and say the level."""
        met = self._take_in(on)
        cleared = any(self.looked_on < day <= on for day in self.history.cleared)
        self.looked_on = on
        self.probability = 0.0
        if self.history.ended and self.history.ended <= on:
            return ENDED
        if self.timeline.resting_until(on):
            self.raised = self.watched = False
            return RESTING
        if self.raised and not met and not cleared:
            return NEEDS_A_HAND  # nothing but a meeting or staff could change it
        self.probability = self.likelihood.probability(on)
        never_met = flags.has_never_met(self.timeline, self.history, on)
        if never_met:
            self.probability = max(self.probability, priors.NEVER_MET)
        elif self.is_new(on):
            return NEW
        return self._level(on, met=met, cleared=cleared)

    def health(self, on: date) -> Health:
        """The level at that day with its reasons."""
        level = self.look(on)
        if level in (RESTING, ENDED):
            return Health(level, (), 0.0)
        never_met = flags.has_never_met(self.timeline, self.history, on)
        self.probability = max(
            self.likelihood.probability(on), priors.NEVER_MET if never_met else 0.0
        )
        weights = self.likelihood.weights
        found = flags.found(self.timeline, self.history, on, level=level, weights=weights)
        return Health(level, found, self.probability)

    def is_new(self, on: date) -> bool:
        """Neither three meetings nor three rhythms yet."""
        enough = timedelta(days=round(priors.NEW_UNTIL_RHYTHMS * self.timeline.rhythm()))
        return (
            on < self.timeline.started + enough
            and len(self.timeline.held()) < priors.NEW_UNTIL_MEETINGS
        )

    def _take_in(self, on: date) -> bool:
        met = False
        while self.read < len(self.events) and self.events[self.read].on <= on:
            event = self.events[self.read]
            self.timeline.add(event)
            self._note_change(event, on)
            met = met or (isinstance(event, MeetingHeld) and event.headcount != 0)
            self.read += 1
        return met

    def _note_change(self, event: Event, on: date) -> None:
        if isinstance(event, Rsvp | MeetingPlanned):
            meeting = self.timeline.meetings[event.meeting]
            if meeting.state == BOOKED and meeting.day and meeting.day >= on:
                self.likelihood.diary_changed = True
                return
        if not isinstance(event, PEOPLE):
            self.likelihood.past_changed = True

    def _level(self, on: date, *, met: bool, cleared: bool) -> str:
        """Raised once; cleared by staff or a meeting that reassures; then not for one rhythm."""
        raise_at = self.likelihood.raise_at
        if cleared or (self.raised and met and self.probability < raise_at):
            self.raised = False
            self.not_before = on + timedelta(days=round(self.timeline.rhythm()))
        if self.probability >= raise_at and on >= self.not_before:
            self.raised = True
        if self.raised:
            return NEEDS_A_HAND
        unsettled = self.probability >= (priors.WATCH_UNTIL if self.watched else priors.WATCH_AT)
        self.watched = unsettled
        return WATCH if unsettled or flags.is_unreached(self.history) else STEADY


def look_days(history: History, until: date, every: int = LOOK_EVERY_DAYS) -> list[date]:
    """The days on which to look: every so many from the start, and whenever something happened."""
    first = history.started
    days = {first + timedelta(days=number) for number in range(0, (until - first).days + 1, every)}
    days.update(event.on for event in history.events)
    days.update(history.cleared)
    for event in history.events:
        if isinstance(event, Paused):
            days.add(max(event.on, event.begins))
            days.add(event.until or event.begins + timedelta(days=priors.OPEN_REST_DAYS))
    if history.ended:
        days.add(history.ended)
    return sorted(day for day in days if first <= day <= until)


def watched(history: History, on: date) -> Watch:
    """A watch that has looked on each day before that one, as the nightly look would have."""
    watch = Watch(history)
    for day in look_days(history, on - timedelta(days=1)):
        watch.look(day)
    return watch


def assess(history: History, on: date) -> Health:
    """How the group is on that day, from what was known by then."""
    return watched(history, on).health(on)


def look_again_at(history: History, on: date) -> date | None:
    """The next day on which, with nothing new, the level could change; None if it cannot."""
    watch = watched(history.known_by(on), on)
    level = watch.look(on)
    if level == ENDED:
        return None
    if level == RESTING:
        return watch.timeline.resting_until(on)
    known = (rest.start for rest in watch.timeline.rests if rest.start > on)
    rests = min(known, default=None)
    if level == NEEDS_A_HAND:
        return rests
    for days in range(1, priors.LOOK_AHEAD_DAYS):
        day = on + timedelta(days=days)
        if day == rests or watch.look(day) != level:
            return day
    return None
