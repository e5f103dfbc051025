"""When a group might meet next: pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

WEEK = timedelta(days=7)
USUAL_DAYS = 28
LEARNED_FROM = 4
# Month and day on which hardly anybody comes: the week after is proposed.
KEPT_FREE = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)}


def rhythm_of(agreed_days: int | None, met_on: Sequence[date]) -> int:
    """Days between meetings: as agreed, else learned once there are four gaps, else four weeks."""
    if agreed_days:
        return agreed_days
    gaps = [(later - earlier).days for earlier, later in pairwise(sorted(met_on))]
    if len(gaps) < LEARNED_FROM:
        return USUAL_DAYS
    return max(7, round(median(gaps[-6:]) / 7) * 7)


def next_on(last: date, days: int, today: date) -> date:
    """The first day after today that is whole rhythms after the last one, on the same weekday."""
    steps = max(1, (today - last).days // days + 1)
    proposed = last + timedelta(days=days * steps)
    while (proposed.month, proposed.day) in KEPT_FREE:
        proposed += WEEK
    return proposed
