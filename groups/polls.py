"""How a poll stands, and when it speaks up: pure, of plain facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from .reminders import at_or_after

YES = "yes"
IF_NEED_BE = "if_need_be"
NO = "no"
MOST_DATES, FEWEST_DATES = 6, 2
# Never I, K, N, X or Y: in a text they are a word, an OK, a no, a kiss or a yes.
LETTERS = "ABCDEFGHJL"
CLOSES_AT = time(18)
USUAL_DAYS = 5
CALLED_BEFORE = timedelta(days=1)
# A poll that is open for less is not called again: whoever was asked has just been asked.
CALLED_FROM = timedelta(hours=36)
READY_ENDS = timedelta(days=7)


@dataclass(frozen=True)
class Candidate:
    """One date, and what each person says of it."""

    key: Any
    starts_at: datetime
    said: Mapping[Any, str]


@dataclass(frozen=True)
class Fit:
    """Whom one date suits, whom it leaves out, and who has not said."""

    key: Any
    starts_at: datetime
    yes: tuple[Any, ...]
    if_need_be: tuple[Any, ...]
    no: tuple[Any, ...]
    silent: tuple[Any, ...]
    left_out_before: Mapping[Any, int]

    @property
    def can(self) -> int:
        """How many could come."""
        return len(self.yes) + len(self.if_need_be)

    @property
    def before(self) -> int:
        """How often those whom it leaves out were left out of earlier dates, taken together."""
        return sum(self.left_out_before.get(who, 0) for who in self.no)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Most who can come, then fewest left out, then most who like it."""
        return (-self.can, len(self.no), -len(self.yes))


@dataclass(frozen=True)
class Outcome:
    """The dates, best first; `best` are all that fit equally well at the top."""

    fits: tuple[Fit, ...]
    best: tuple[Fit, ...]
    answered: int

    @property
    def is_tie(self) -> bool:
        return len(self.best) > 1

    @property
    def fairer(self) -> tuple[Fit, ...]:
        """Of a tie those that leave out people who were left out least before; () if all do."""
        fewest = min((fit.before for fit in self.best), default=0)
        fair = tuple(fit for fit in self.best if fit.before == fewest)
        return fair if self.is_tie and len(fair) < len(self.best) else ()


def outcome(
    candidates: Iterable[Candidate], people: Sequence[Any], left_out_before: Mapping[Any, int]
) -> Outcome:
    """How the dates fit these people; what others said does not count any more."""
    fits = [_fit(each, people, left_out_before) for each in candidates]
    fits.sort(key=lambda fit: (fit.rank, fit.starts_at))
    best = tuple(fit for fit in fits if fit.can and fit.rank == fits[0].rank)
    answered = sum(1 for who in people if any(who not in fit.silent for fit in fits))
    return Outcome(tuple(fits), best, answered)


def _fit(candidate: Candidate, people: Sequence[Any], before: Mapping[Any, int]) -> Fit:
    by_value: dict[str | None, list[Any]] = {YES: [], IF_NEED_BE: [], NO: [], None: []}
    for who in people:
        by_value[candidate.said.get(who)].append(who)
    return Fit(
        key=candidate.key,
        starts_at=candidate.starts_at,
        yes=tuple(by_value[YES]),
        if_need_be=tuple(by_value[IF_NEED_BE]),
        no=tuple(by_value[NO]),
        silent=tuple(by_value[None]),
        left_out_before=before,
    )


def usual_close(first: date, today: date) -> date:
    """The last day to answer that is proposed: in some days, and two before the first date."""
    return max(today + timedelta(days=1), min(first - timedelta(days=2), _in_days(today)))


def _in_days(today: date) -> date:
    return today + timedelta(days=USUAL_DAYS)


def close_at(last_day: date, zone: str) -> datetime:
    """Six in the evening of the last day to answer, on the local clock."""
    return at_or_after(last_day, CLOSES_AT, zone)


def last_call_at(told_at: datetime, last_day: date, clock: time, zone: str) -> datetime | None:
    """The day before a poll closes, at the same time of the local clock; None for a short poll."""
    closes_at = at_or_after(last_day, clock, zone)
    if closes_at - told_at < CALLED_FROM:
        return None
    return at_or_after(last_day - CALLED_BEFORE, clock, zone)


def free_letters(used: Iterable[str]) -> list[str]:
    """Letters that no date of the poll has had."""
    taken = set(used)
    return [letter for letter in LETTERS if letter not in taken]
