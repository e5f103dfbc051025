"""How likely a headcount is: beta-binomial in the members, under each shape and usual turnout."""

from functools import lru_cache
from math import exp, lgamma

from groups.health import priors
from groups.health.shapes import SHAPES, TURNOUT

HIGHEST = 0.97
Table = tuple[tuple[float, ...], ...]


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


@lru_cache(maxsize=20_000)
def chance(count: int, members: int, share: float) -> float:
    """The chance that so many of the members come, each with this chance; flares cluster."""
    a = share * priors.TURNOUT_SPREAD
    b = priors.TURNOUT_SPREAD - a
    ways = lgamma(members + 1) - lgamma(count + 1) - lgamma(members - count + 1)
    return exp(ways + _log_beta(count + a, members - count + b) - _log_beta(a, b))


@lru_cache(maxsize=20_000)
def of_headcount(count: int, members: int, winter: bool) -> Table:
    """How likely this headcount is under each shape (rows) and usual turnout (columns)."""
    season = priors.WINTER_TURNOUT if winter else 1.0
    return tuple(
        tuple(
            chance(count, max(members, count), min(HIGHEST, usual * shape.attendance * season))
            for usual in TURNOUT
        )
        for shape in SHAPES
    )


def of_answers(yes: float, answers: int, usual_yes: float) -> tuple[float, ...]:
    """How likely these answers to a date are under each shape, where nobody said who came."""
    found = []
    for shape in SHAPES:
        share = min(0.95, max(0.05, usual_yes * shape.attendance))
        found.append((share**yes * (1 - share) ** (answers - yes)) ** priors.ANSWER_TEMPER)
    return tuple(found)
