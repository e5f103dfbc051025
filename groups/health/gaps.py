"""How likely a gap is: log-normal jitter, and meetings in between of which nothing is known."""

from functools import lru_cache
from math import erfc, exp, log, pi, sqrt

from groups.health import priors
from groups.health.shapes import REPORTED, SHAPES, STOPPED

STEPS = 20  # per rhythm
LONGEST = 10  # rhythms
UNSEEN_AT_MOST = 5  # meetings in a row
FLOOR = 0.01  # of every density: whatever else may happen


def unseen(skipped: float, reported: float) -> float:
    """The chance that nothing is heard of a meeting that was due and not in the diary."""
    return (1 - skipped) * (1 - reported) + skipped * (1 - priors.SKIP_TOLD)


def _density(x: float, centre: float, sigma: float) -> float:
    z = log(x / centre) / sigma
    return exp(-z * z / 2) / (x * sigma * sqrt(2 * pi))


def _longer(x: float, centre: float, sigma: float) -> float:
    return 0.5 * erfc(log(x / centre) / sigma / sqrt(2)) if x > 0 else 1.0


@lru_cache(maxsize=4096)
def _tables(stretch: float, hidden: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Density of the next known date, and chance that it is later still, by 20ths of a rhythm."""
    parts = [
        (hidden**m, stretch * (m + 1), priors.GAP_SIGMA / sqrt(m + 1))
        for m in range(UNSEEN_AT_MOST + 1)
    ]
    whole = sum(part[0] for part in parts)
    xs = [(step + 0.5) / STEPS for step in range(LONGEST * STEPS)]
    density = tuple(
        FLOOR + sum(weight * _density(x, centre, sigma) for weight, centre, sigma in parts)
        for x in xs
    )
    later = tuple(
        FLOOR / 4
        + sum(weight / whole * _longer(x, centre, sigma) for weight, centre, sigma in parts)
        for x in xs
    )
    return density, later


def _place(x: float) -> int:
    return min(LONGEST * STEPS - 1, max(0, int(x * STEPS)))


@lru_cache(maxsize=50_000)
def likelihoods(place: int, tenths_booked: int) -> tuple[tuple[float, ...], ...]:
    """Density of a gap under each shape and share reported; a stopped group holds no meeting."""
    rows = []
    for number, shape in enumerate(SHAPES):
        booked = tenths_booked / 10 * shape.books
        row = []
        for reported in REPORTED:
            hidden = (1 - booked) * unseen(shape.skipped, reported)
            row.append(_tables(shape.stretch, round(hidden, 2))[0][place])
        rows.append(tuple(row) if number != STOPPED else tuple(FLOOR for _ in REPORTED))
    return tuple(rows)


def of_gap(rhythms: float, booked: float) -> tuple[tuple[float, ...], ...]:
    """How likely this gap is under each shape and share of meetings reported."""
    return likelihoods(_place(rhythms), round(booked * 10))


@lru_cache(maxsize=100_000)
def _silences(place_booked: int, place_told: int, tenths_booked: int) -> tuple[float, ...]:
    found: list[float] = []
    for number, shape in enumerate(SHAPES):
        if number == STOPPED:
            found += [1.0 for _ in REPORTED]
            continue
        booked = tenths_booked / 10 * shape.books
        for reported in REPORTED:
            seen = (1 - booked) * (1 - unseen(shape.skipped, reported))
            hidden = round(max(0.0, 1 - booked - seen), 2)
            later = _tables(shape.stretch, hidden)[1]
            share = booked / (booked + seen)
            found.append(share * later[place_booked] + (1 - share) * later[place_told])
    return tuple(found)


def of_silence(rhythms: float, booked: float, ahead: float, lag: float) -> tuple[float, ...]:
    """How likely it is that so long after the last date nothing is booked and nothing was told.

    One value for each shape and share of meetings reported, the shapes one after the other.

    `booked` is the share of dates put in the diary, `ahead` how long before and `lag` how long
    after a meeting it is usually known, all in rhythms.
    """
    place_booked = _place(rhythms + ahead) if rhythms > 0 else 0
    return _silences(place_booked, _place(rhythms - lag), round(booked * 10))
