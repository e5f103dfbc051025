"""The hypotheses: the group is steady, fades in one of three ways and stages, or has stopped."""

from dataclasses import dataclass
from functools import lru_cache
from math import exp

from groups.health import priors


@dataclass(frozen=True, slots=True)
class Shape:
    """What a hypothesis says of turnout, gaps and skipped meetings, against a steady group."""

    kind: str
    stage: int
    attendance: float
    stretch: float
    skipped: float
    stop: float
    books: float


def _shapes() -> tuple[Shape, ...]:
    steady = Shape("steady", 0, 1.0, 1.0, priors.SKIPPED, 0.0, 1.0)
    found = [steady]
    for kind in priors.KINDS:
        for stage, attendance in enumerate(priors.STAGES_ATTENDANCE):
            shrinks, stretches = kind != "stretching", kind != "shrinking"
            found.append(
                Shape(
                    kind,
                    stage,
                    attendance if shrinks else 1.0,
                    priors.STAGES_STRETCH[stage] if stretches else 1.0,
                    (priors.STAGES_SKIPPED if stretches else priors.SHRINKING_SKIPPED)[stage],
                    priors.STAGES_STOP[stage],
                    priors.FADE_BOOKS,
                )
            )
    return (*found, Shape("stopped", 0, 0.3, 1.0, 1.0, 0.0, priors.STOPPED_BOOKS))


SHAPES = _shapes()
STEADY = 0
STOPPED = len(SHAPES) - 1
REPORTED = tuple(priors.REPORTED)
TURNOUT = tuple(priors.TURNOUT)


def onset(months: float) -> float:
    """The chance per month that a steady group of this age begins to fade."""
    fragile = priors.FRAGILE_SHARE * exp(-priors.FRAGILE_ONSET * months)
    stable = 1 - priors.FRAGILE_SHARE
    rate = fragile * priors.FRAGILE_ONSET + stable * priors.STABLE_ONSET
    return rate / (fragile + stable)


def _step(shares: list[float]) -> list[float]:
    """One rhythm of fading for a distribution over SHAPES; steady stays."""
    after = [0.0] * len(SHAPES)
    after[STEADY], after[STOPPED] = shares[STEADY], shares[STOPPED]
    last = len(priors.STAGES_ATTENDANCE) - 1
    for number, shape in enumerate(SHAPES[1:STOPPED], start=1):
        share = shares[number]
        after[STOPPED] += share * shape.stop
        after[STEADY] += share * priors.TURNED_ROUND
        stays = share * (1 - shape.stop - priors.TURNED_ROUND)
        goes = stays * priors.STAGE_STEP if shape.stage < last else 0.0
        after[number] += stays - goes
        if goes:
            after[number + 1] += goes
    return after


@lru_cache(maxsize=64)
def moves(rhythms: int) -> tuple[tuple[tuple[int, float], ...], ...]:
    """For each shape, where it is after so many rhythms: (shape, chance) pairs."""
    rows = []
    for number in range(len(SHAPES)):
        shares = [0.0] * len(SHAPES)
        shares[number] = 1.0
        for _ in range(rhythms):
            shares = _step(shares)
        rows.append(tuple((to, share) for to, share in enumerate(shares) if share > 0))
    return tuple(rows)


@lru_cache(maxsize=64)
def entered(rhythms: int) -> tuple[tuple[int, float], ...]:
    """Where a group is that began to fade at some time within the last so many rhythms."""
    first = [0.0] * len(SHAPES)
    for number, shape in enumerate(SHAPES):
        if shape.kind in priors.KINDS:
            begins_at = priors.STAGES_BEGIN[shape.stage]
            first[number] = (1 - priors.SUDDEN_SHARE) * priors.KINDS[shape.kind] * begins_at
    first[STOPPED] = priors.SUDDEN_SHARE
    total, shares = [0.0] * len(SHAPES), first
    for _ in range(rhythms):
        total = [so_far + share / rhythms for so_far, share in zip(total, shares, strict=True)]
        shares = _step(shares)
    return tuple((to, share) for to, share in enumerate(total) if share > 0)
