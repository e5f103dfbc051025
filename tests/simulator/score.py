"""How good a detector is: false alarms, delay, and slow fades seen in time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from groups.health.history import History
from tests.simulator.world import Truth

NEVER_RHYTHMS = 6.0
Detector = Callable[[History, date], list[date]]
"""Days on which the detector raised its alarm."""


@dataclass(frozen=True)
class Score:
    """The three columns of the table, with the numbers behind them."""

    false_per_year: float
    delay: float
    seen: float
    steady_years: float
    fades: int
    slow: int

    def __str__(self) -> str:
        return f"{self.false_per_year:5.2f} {self.delay:5.2f} {self.seen:6.1%}"


def score(groups: Sequence[tuple[History, Truth]], detector: Detector) -> Score:
    """Score the alarms of one detector on groups whose truth is known."""
    years, false, delays, seen, slow = 0.0, 0, [], 0, 0
    for history, truth in groups:
        alarms = detector(history, truth.until)
        steady_until = truth.fade_on or truth.until
        paused = sum((min(b, steady_until) - min(a, steady_until)).days for a, b in truth.pauses)
        years += ((steady_until - truth.began).days - paused) / 365.25
        false += sum(
            on < steady_until and not any(a <= on < b for a, b in truth.pauses) for on in alarms
        )
        if truth.fade_on is None or (truth.until - truth.fade_on).days < 6 * truth.rhythm:
            continue
        after = [on for on in alarms if on >= truth.fade_on]
        rhythms = (after[0] - truth.fade_on).days / truth.rhythm if after else NEVER_RHYTHMS
        delays.append(min(NEVER_RHYTHMS, rhythms))
        if truth.slow and truth.ended_on:
            slow += 1
            seen += bool(after and truth.last_meeting and after[0] <= truth.last_meeting)
    return Score(
        false / years,
        sum(delays) / max(1, len(delays)),
        seen / max(1, slow),
        years,
        len(delays),
        slow,
    )
