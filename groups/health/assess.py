"""How is this group: its level, the reasons, and how likely it is that it is fading."""

from bisect import bisect_right
from datetime import date, timedelta

from groups.health import flags, priors
from groups.health.findings import (
    ENDED,
    NEEDS_A_HAND,
    NEW,
    RESTING,
    SERIOUS,
    STEADY,
    WATCH,
    Flag,
    Health,
)
from groups.health.history import History
from groups.health.timeline import Timeline, in_order

LOOK_EVERY_DAYS = 7


class Watch:
    """A group looked at again and again, in order of days, each with what was known by then."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.timeline = Timeline(history)
        self.events = in_order(history.events)
        self.read = 0
        self.raised_on: date | None = None
        self.probability = 0.0

    def look(self, on: date) -> str:
        """Take in what was learned by that day, and say the level."""
        upto = bisect_right(self.events, on, key=lambda event: event.on)
        for event in self.events[self.read : upto]:
            self.timeline.add(event)
        self.read = upto
        return self._level(on)

    def health(self, on: date) -> Health:
        """The level at that day with its reasons."""
        level = self.look(on)
        shown = () if level in (RESTING, ENDED) else self.flags(on)
        return Health(level, shown, self.probability)

    def flags(self, on: date) -> tuple[Flag, ...]:
        return flags.found(self.timeline, self.history, on)

    def _level(self, on: date) -> str:
        self.probability = 0.0
        if self.history.ended and self.history.ended <= on:
            return ENDED
        if self.timeline.resting_until(on):
            return RESTING
        weights = [flag.severity for flag in self.flags(on)]
        self.probability = 0.9 if SERIOUS in weights else 0.1 + 0.1 * len(weights)
        held = self.timeline.held()
        since = (on - self.timeline.started).days
        is_new = (
            len(held) < priors.NEW_UNTIL_MEETINGS
            and since < priors.NEW_UNTIL_RHYTHMS * self.timeline.rhythm()
        )
        if is_new:
            return NEW
        if SERIOUS in weights:
            return NEEDS_A_HAND
        return WATCH if self.probability > 0.2 else STEADY


def look_days(history: History, until: date, every: int = LOOK_EVERY_DAYS) -> list[date]:
    """The days on which to look: every so many from the start, and on each event."""
    days = {event.on for event in history.events if event.on <= until}
    weeks = max(0, (until - history.started).days // every)
    days.update(history.started + timedelta(days=every * week) for week in range(weeks + 1))
    return sorted(day for day in days if history.started <= day <= until)


def assess(history: History, on: date) -> Health:
    """How the group is on that day, from what was known by then."""
    watch = Watch(history)
    for day in look_days(history, on):
        watch.look(day)
    return watch.health(on)


def look_again_at(history: History, on: date) -> date | None:
    """The next day on which, with nothing new, the level could change; None if it cannot."""
    watch = Watch(history.known_by(on))
    for day in look_days(watch.history, on):
        watch.look(day)
    level = watch.look(on)
    for days in range(1, priors.LOOK_AHEAD_DAYS):
        if watch.look(on + timedelta(days=days)) != level:
            return on + timedelta(days=days)
    return None
