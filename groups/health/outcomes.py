"""How likely what is known of a date is: met, did not meet, or nobody has said."""

from collections.abc import Sequence
from functools import lru_cache

from groups.health import gaps, priors
from groups.health.shapes import REPORTED, SHAPES, STEADY, STOPPED
from groups.health.slots import SILENT
from groups.health.timeline import HELD

Table = Sequence[Sequence[float]]
"""Likelihood by shape (rows) and share of meetings reported (columns)."""


def of_gap(rhythms: float, booked: float, outcome: str, *, late: bool) -> Table:
    """How likely the gap before a date is; a group that has stopped may have booked it before."""
    table = gaps.of_gap(rhythms, booked)
    if outcome == HELD:
        return table
    before = priors.STOPPED_BOOKS if late else priors.BOOKED_BEFORE_STOPPING
    return (*table[:STOPPED], tuple(value * before for value in table[STEADY]))


@lru_cache(maxsize=4096)
def of_outcome(outcome: str, in_diary: bool, booked: float) -> Table:
    """How likely what was said of a date is, for a group that books this share of its dates."""
    rows = []
    for number, shape in enumerate(SHAPES):
        share = booked if number == STOPPED else booked * shape.books
        diary = 1.0 if not booked else share if in_diary else 1 - share
        rows.append(tuple(diary * _said(outcome, number, reported) for reported in REPORTED))
    return tuple(rows)


def _said(outcome: str, number: int, reported: float) -> float:
    skipped = SHAPES[number].skipped
    if number == STOPPED:
        stopped = {HELD: priors.STOPPED_MEETS, SILENT: priors.STOPPED_SILENT}
        return stopped.get(outcome, priors.STOPPED_TOLD)
    if outcome == HELD:
        return (1 - skipped) * reported
    if outcome == SILENT:
        return gaps.unseen(skipped, reported)
    return skipped * priors.SKIP_TOLD
