"""Replay: what would have been said of each group, and when, from what was known by each day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from typing import Any

from groups.health.assess import LOOK_EVERY_DAYS, Watch, look_days
from groups.health.findings import Health
from groups.health.history import Histories, History


@dataclass(frozen=True, slots=True)
class Change:
    """A group's level became another one on this day."""

    on: date
    group: str
    health: Health


def changes(history: History, until: date, every: int = LOOK_EVERY_DAYS) -> Iterator[Change]:
    """One group's changes of level, in date order; the first look counts as one."""
    watch = Watch(history)
    level = None
    for day in look_days(history, until, every):
        if (now := watch.look(day)) != level:
            level = now
            yield Change(day, history.id, watch.health(day))


def replay(histories: Histories, until: date, every: int = LOOK_EVERY_DAYS) -> Iterator[Change]:
    """All groups' changes of level, in date order and then by group."""
    per_group = (list(changes(history, until, every)) for history in histories.groups)
    return merge(*per_group, key=lambda change: (change.on, change.group))


def as_json(change: Change) -> dict[str, Any]:
    """A change as one line of the replay says it."""
    return {
        "group": change.group,
        "on": change.on.isoformat(),
        "level": change.health.level,
        "probability": round(change.health.probability, 2),
        "flags": [
            {"code": flag.code, "severity": flag.severity, "because": flag.because}
            for flag in change.health.flags
        ],
    }
