"""The registry of planners: each room says in one place what there is to look at, and what is due.

A planner is asked about a thing (`noun:id` on the agenda) when its moment has come, and says what
is due of it now and when to look again. Whoever changes a thing puts it on the agenda at once
(`services.agenda.look_at`), so a planner need foresee nothing but the passing of time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .kinds import Due


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look found: what is due now, each with its kind; and when to look again, if ever."""

    due: Sequence[tuple[str, Due]] = ()
    again_at: datetime | None = None


# Asked about many keys at once, it answers in a number of queries that does not grow with them.
# What it leaves out is gone, or has nothing more to come.
Look = Callable[[Sequence[str], datetime], Mapping[str, Looked]]
# Every key of which something could still become due; asked for when the clock has jumped.
Everything = Callable[[datetime], Iterable[str]]


@dataclass(frozen=True)
class Planner:
    """What messaging needs to know of one noun."""

    noun: str
    look: Look
    everything: Everything


_planners: dict[str, Planner] = {}


def register(planner: Planner) -> None:
    """Add a planner; a noun has one. Called from a room's `AppConfig.ready`."""
    if planner.noun in _planners:
        raise ValueError(f"{planner.noun!r} has two planners.")
    _planners[planner.noun] = planner


def get(noun: str) -> Planner | None:
    """The planner of that noun; None for one that this version does not know."""
    return _planners.get(noun)


def all_planners() -> tuple[Planner, ...]:
    """Every planner, by noun."""
    return tuple(_planners[noun] for noun in sorted(_planners))
