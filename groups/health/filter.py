"""A sequential Bayesian filter: is it steady, fading, or has it stopped, given all that is known.

1. Hypotheses: the SHAPES, each with shares of meetings reported and usual turnouts of the group.
2. At each date that has passed, first move: a steady group may have begun to fade since the date
   before, a fading one may be a stage further.
3. Then weigh each hypothesis by how likely it makes the gap, what was said of the date, the
   headcount, the answers, who left.
4. At the day of the look, weigh by how likely the silence since the last date is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from math import exp, log
from operator import mul

from groups.health import gaps, headcounts, outcomes, priors
from groups.health.shapes import REPORTED, SHAPES, STEADY, TURNOUT, entered, moves, onset
from groups.health.slots import SILENT, Slot
from groups.health.timeline import HELD, NOT_HELD

Belief = list[list[float]]
"""Weight of each shape (rows) with each (share reported, usual turnout) (columns)."""

COLUMNS = [(told, usual) for told in range(len(REPORTED)) for usual in range(len(TURNOUT))]
DAYS_A_MONTH = 30.44
EVIDENCE = ("silence", "gaps", "met", "missed", "unheard", "people")
OUTCOMES = {HELD: "met", NOT_HELD: "missed", SILENT: "unheard"}
LONGEST_MOVE = 12
NEXT_TO_NOTHING = 1e-150
NEGLIGIBLE = 1e-8


@dataclass(slots=True)
class Sum:
    """What the dates so far say, all hypotheses together."""

    belief: Belief
    told: Belief
    """The belief by share of meetings reported only."""
    weights: dict[str, float]
    peak: int = 0
    dates: int = 0
    booked: float = 0.0
    yes: float = 0.0
    answers: float = 0.0
    ahead: dict[int, "Later"] = field(default_factory=dict)

    def booked_share(self) -> float:
        """The share of its dates that this group puts in the diary."""
        if not self.booked:
            return 0.0
        often, seldom = priors.BOOKS_PRIOR
        share = (self.booked + often) / (self.dates + often + seldom)
        return min(priors.BOOKS_AT_MOST, share)

    def reported(self) -> float:
        """The share of its meetings that this group reports, as far as can be told."""
        columns = zip(*self.told, strict=True)
        return sum(map(mul, REPORTED, map(sum, columns))) / sum(map(sum, self.told))

    def later(self, steps: int) -> "Later":
        """How the belief stands so many rhythms on, before anything new is weighed."""
        if steps not in self.ahead:
            gone_on = [[0.0] * len(REPORTED) for _ in SHAPES]
            gone_on[STEADY] = list(self.told[STEADY])
            for number, row in enumerate(moves(steps)):
                if number == STEADY or sum(self.told[number]) < NEGLIGIBLE:
                    continue
                for to, share in row:
                    gone_on[to] = [
                        a + share * b for a, b in zip(gone_on[to], self.told[number], strict=True)
                    ]
            begun = [[0.0] * len(REPORTED) for _ in SHAPES]
            for to, share in entered(steps) if steps else ():
                begun[to] = [share * weight for weight in self.told[STEADY]]
            self.ahead[steps] = Later(
                gone_on[STEADY], flat(gone_on[STEADY + 1 :]), flat(begun[STEADY + 1 :])
            )
        return self.ahead[steps]

    def usual_yes(self) -> float:
        """The share of answers that say yes while the group is as it was."""
        yes, no = priors.YES_PRIOR
        return (self.yes + yes) / (self.answers + yes + no)


@dataclass(frozen=True, slots=True)
class Later:
    """Weights some rhythms on, by share reported; the shapes but steady one after the other."""

    steady: list[float]
    fading: list[float]
    begun: list[float]
    """Of a group that was steady, if it has begun to fade since."""


def flat(rows: Iterable[Sequence[float]]) -> list[float]:
    """Rows one after the other."""
    return list(chain.from_iterable(rows))


def start() -> Sum:
    """Before anything is known: as good as certainly steady."""
    reported, usual = list(priors.REPORTED.values()), list(priors.TURNOUT.values())
    first = [reported[told] * usual[place] for told, place in COLUMNS]
    belief = [[0.0] * len(COLUMNS) for _ in SHAPES]
    belief[STEADY] = first
    return Sum(belief, by_told(belief), dict.fromkeys(EVIDENCE, 0.0))


def move(belief: Belief, rhythms: float, months: float, age: float) -> Belief:
    """Time passes: a steady group may begin to fade, a fading one goes on."""
    steps = min(LONGEST_MOVE, max(1, round(rhythms)))
    fades = 1 - exp(-onset(age) * max(0.0, months))
    steady = belief[STEADY]
    after = [[0.0] * len(COLUMNS) for _ in SHAPES]
    after[STEADY] = _drifted([weight * (1 - fades) for weight in steady])
    for to, share in entered(steps):
        part = share * fades
        after[to] = [old + weight * part for old, weight in zip(after[to], steady, strict=True)]
    for number, row in enumerate(moves(steps)):
        if number == STEADY or sum(weights := belief[number]) < NEGLIGIBLE:
            continue
        for to, share in row:
            after[to] = [old + share * new for old, new in zip(after[to], weights, strict=True)]
    return after


def _drifted(row: list[float]) -> list[float]:
    """The usual turnout of a steady group moves a little over the years."""
    width, drift = len(TURNOUT), priors.TURNOUT_DRIFT / 2
    after = list(row)
    for start_at in range(0, len(row), width):
        for place in range(start_at, start_at + width - 1):
            over, back = row[place] * drift, row[place + 1] * drift
            after[place] += back - over
            after[place + 1] += over - back
    return after


def read(so_far: Sum, slot: Slot, rhythm: float, started: date) -> Sum:
    """What the dates say with one more."""
    age = (slot.day - started).days / DAYS_A_MONTH
    belief = move(so_far.belief, slot.gap, slot.gap * rhythm / DAYS_A_MONTH, age)
    peak = max(so_far.peak, slot.headcount or 0)
    booked = so_far.booked_share()
    on_gap = outcomes.of_gap(slot.gap, booked, slot.outcome, late=slot.late_booked)
    on_outcome = outcomes.of_outcome(slot.outcome, slot.booked, round(booked, 2))
    on_people = _people(slot, max(slot.members, peak), so_far.usual_yes())
    told_before = by_told(belief)
    before, after_gap = odds(told_before), odds(times(told_before, on_gap))
    both = times(on_gap, on_outcome)
    after_outcome = odds(times(told_before, both))
    belief = [
        [
            w * told[place] * people[turnout]
            for w, (place, turnout) in zip(row, COLUMNS, strict=True)
        ]
        for row, told, people in zip(belief, both, on_people, strict=True)
    ]
    weights = {code: priors.FORGETTING * weight for code, weight in so_far.weights.items()}
    weights["gaps"] += after_gap - before
    weights[OUTCOMES[slot.outcome]] += after_outcome - after_gap
    weights["people"] += odds(belief) - after_outcome
    heard = slot.outcome == HELD and slot.answers
    belief = _normal(belief)
    return Sum(
        belief,
        by_told(belief),
        {code: max(0.0, weight) for code, weight in weights.items()},
        peak,
        so_far.dates + 1,
        so_far.booked + slot.booked,
        so_far.yes + (slot.yes if heard else 0.0),
        so_far.answers + (slot.answers if heard else 0.0),
    )


def by_told(belief: Belief) -> Belief:
    """The belief by share of meetings reported only, whatever the usual turnout."""
    width = len(TURNOUT)
    places = range(0, len(COLUMNS), width)
    return [[sum(row[place : place + width]) for place in places] for row in belief]


def times(one: Sequence[Sequence[float]], other: Sequence[Sequence[float]]) -> Belief:
    """Two tables of the same size multiplied, place by place."""
    return [
        [a * b for a, b in zip(left, right, strict=True)]
        for left, right in zip(one, other, strict=True)
    ]


def odds(belief: Belief) -> float:
    """Log odds of fading against steady."""
    steady = sum(belief[STEADY])
    return log_ratio(sum(map(sum, belief)) - steady, steady)


def log_ratio(one: float, other: float) -> float:
    """The logarithm of a ratio, with nothing taken as next to nothing."""
    return log(max(one, NEXT_TO_NOTHING) / max(other, NEXT_TO_NOTHING))


Table = Sequence[Sequence[float]]
"""Likelihood by shape (rows) and share reported, or usual turnout (columns)."""
EVEN = tuple(tuple(1.0 for _ in TURNOUT) for _ in SHAPES)


def _people(slot: Slot, members: int, usual_yes: float) -> Table:
    """How likely the headcount is, or else the answers, and that people left, by usual turnout."""
    table: Table = EVEN
    if slot.headcount is not None:
        winter = slot.day.month in priors.WINTER_MONTHS
        table = headcounts.of_headcount(slot.headcount, members, winter)
    ratios = _left(slot.left, slot.resting)
    if slot.headcount is None and slot.answers >= priors.ANSWERS_AT_LEAST:
        on_answers = headcounts.of_answers(slot.yes, slot.answers, usual_yes)
        ratios = [a * b for a, b in zip(ratios, on_answers, strict=True)]
    return [[ratio * value for value in row] for ratio, row in zip(ratios, table, strict=True)]


def _left(left: int, resting: int) -> list[float]:
    """People leaving and a coordinator at rest are likelier in a group that fades."""
    ratio = priors.LEAVING_RATIO ** min(left, 3) * priors.RESTING_RATIO ** min(resting, 1)
    return [1.0 if shape.kind == "steady" else ratio for shape in SHAPES]


def _normal(belief: Belief) -> Belief:
    whole = sum(map(sum, belief))
    return [[weight / whole for weight in weights] for weights in belief]


def silence(
    so_far: Sum, days: float, rhythm: float, ahead: float, age: float
) -> tuple[float, float]:
    """Chance that it is not steady after so many days without news, and what the silence adds."""
    lag = priors.REPORT_LAG_DAYS / rhythm
    table = gaps.of_silence(days / rhythm, so_far.booked_share(), ahead, lag)
    return _now(so_far, days, rhythm, age, table)


def awaiting(
    so_far: Sum, slot: Slot, days: float, rhythm: float, age: float
) -> tuple[float, float]:
    """The same while a date is in the diary: the gap to it and the answers are known already."""
    table = outcomes.of_gap(slot.gap, so_far.booked_share(), SILENT, late=slot.late_booked)
    if slot.answers >= priors.ANSWERS_AT_LEAST:
        on_answers = headcounts.of_answers(slot.yes, slot.answers, so_far.usual_yes())
        table = [
            [ratio * value for value in row] for ratio, row in zip(on_answers, table, strict=True)
        ]
    return _now(so_far, days, rhythm, age, flat(table))


def _now(
    so_far: Sum, days: float, rhythm: float, age: float, likely: Sequence[float]
) -> tuple[float, float]:
    steps = min(LONGEST_MOVE, round(days / rhythm))
    later = so_far.later(steps)
    fades = 1 - exp(-onset(age) * days / DAYS_A_MONTH) if steps else 0.0
    width = len(later.steady)
    others = likely[width:]
    steady = (1 - fades) * sum(map(mul, later.steady, likely))
    fading = sum(map(mul, later.fading, others)) + fades * sum(map(mul, later.begun, others))
    before = log_ratio(
        sum(later.fading) + fades * sum(later.begun), (1 - fades) * sum(later.steady)
    )
    return fading / (fading + steady), log_ratio(fading, steady) - before
