"""Which times fit the people of a programme, and whom each would leave out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

DAYS = range(7)
# Somebody for whom a time is hard is left out for sure; somebody who did not tick it, perhaps.
COST_OF_HARD = 2
COST_OF_NOT_TICKED = 1


class Slot(NamedTuple):
    """One part of one weekday; Monday is 0."""

    weekday: int
    part: str


@dataclass(frozen=True)
class Times:
    """What one person said: `who` is whatever names them to the caller."""

    who: str
    works: frozenset[Slot] = frozenset()
    hard: frozenset[Slot] = frozenset()

    @property
    def said_something(self) -> bool:
        return bool(self.works or self.hard)


@dataclass(frozen=True)
class SlotFit:
    """Who fits a slot, for whom it is hard, and who ticked other times only."""

    slot: Slot
    fits: tuple[str, ...]
    hard: tuple[str, ...]
    not_ticked: tuple[str, ...]

    @property
    def leaves_out(self) -> tuple[str, ...]:
        return self.hard + self.not_ticked

    @property
    def cost(self) -> int:
        return COST_OF_HARD * len(self.hard) + COST_OF_NOT_TICKED * len(self.not_ticked)


def fit(slot: Slot, people: Iterable[Times]) -> SlotFit:
    """Whom one slot suits; people who said nothing about times are not counted anywhere."""
    fits: list[str] = []
    hard: list[str] = []
    not_ticked: list[str] = []
    for person in people:
        if slot in person.works:
            fits.append(person.who)
        elif slot in person.hard:
            hard.append(person.who)
        elif person.works:
            not_ticked.append(person.who)
    return SlotFit(slot, tuple(fits), tuple(hard), tuple(not_ticked))


def grid(people: Sequence[Times], parts: Sequence[str]) -> list[list[SlotFit]]:
    """Every slot of the week: a row for each day, a column for each part."""
    return [[fit(Slot(day, part), people) for part in parts] for day in DAYS]


def best(people: Sequence[Times], parts: Sequence[str], most: int = 3) -> list[SlotFit]:
    """The slots that suit somebody and leave out fewest, the hard ones counted double."""
    slots = [slot for day in grid(people, parts) for slot in day if slot.fits]
    slots.sort(key=lambda one: (one.cost, -len(one.fits), one.slot[0], parts.index(one.slot[1])))
    return slots[:most]
