"""The plain rules that others ship, to compare with."""

import math
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from groups.health.history import History
from groups.health.timeline import Timeline, in_order
from tests.simulator.score import Detector

Rule = Callable[[Timeline, date, float], bool]


def looks(history: History, until: date, every: int = 7) -> Iterator[tuple[date, Timeline]]:
    """Week after week, with what was known by then."""
    timeline, events, read = Timeline(history), in_order(history.events), 0
    on = history.started
    while on <= until:
        while read < len(events) and events[read].on <= on:
            timeline.add(events[read])
            read += 1
        yield on, timeline
        on += timedelta(days=every)


def detector(rule: Rule) -> Detector:
    """Raise when the rule begins to hold, again only after it has ceased to."""

    def alarms(history: History, until: date) -> list[date]:
        raised, on_now = [], False
        for on, timeline in looks(history, until):
            if timeline.resting_until(on):
                continue
            held = timeline.held()
            since = held[-1].day if held else history.started
            gap = (on - since).days - timeline.rested_days(since, on)
            holds = rule(timeline, on, gap)
            if holds and not on_now:
                raised.append(on)
            on_now = holds
        return raised

    return alarms


def headcounts(timeline: Timeline) -> list[int]:
    return [meeting.headcount for meeting in timeline.held() if meeting.headcount is not None]


def dropped(timeline: Timeline) -> bool:
    """The last three meetings had under half of the best three."""
    counts = headcounts(timeline)
    if len(counts) < 6:
        return False
    best = sum(sorted(counts)[-3:])
    return sum(counts[-3:]) < best / 2


def cusum(timeline: Timeline) -> float:
    """Binomial CUSUM of headcounts against 0.6 of the attendance of the first meetings."""
    counts = headcounts(timeline)
    size = max([len(timeline.members) + len(timeline.left), 1, *counts])
    first = counts[:3]
    p0 = (sum(first) + 0.72 * 20) / (size * len(first) + 20) if first else 0.72
    p0 = min(0.95, p0)
    p1 = 0.6 * p0
    total = 0.0
    for count in counts[3:]:
        step = count * math.log(p1 / p0) + (size - count) * math.log((1 - p1) / (1 - p0))
        total = max(0.0, total + step)
    return total


RULES: dict[str, Rule] = {
    "fixed 90 days": lambda timeline, on, gap: gap > 90,
    "gap over 3.5 x rhythm": lambda timeline, on, gap: gap > 3.5 * timeline.rhythm(),
    "gap over 3 x, or last three under half of the best three": lambda timeline, on, gap: (
        gap > 3 * timeline.rhythm() or dropped(timeline)
    ),
    "gap over 3 x, or over 1.5 x with a headcount CUSUM": lambda timeline, on, gap: (
        gap > 3 * timeline.rhythm() or (gap > 1.5 * timeline.rhythm() and cusum(timeline) > 1)
    ),
}
