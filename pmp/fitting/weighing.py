"""One time at one place: who could come, who would be left out, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .areas import AreaMap
from .facts import Person, Place
from .slots import COST_OF_HARD, COST_OF_NOT_TICKED, Slot

# The paper counts a follow-on group from three people who met.
FEWEST = 3


class Why(StrEnum):
    """Why somebody would be left out."""

    HARD = "hard"
    NOT_TICKED = "not_ticked"
    TOO_FAR = "too_far"
    LACKS = "lacks"
    NO_BUS = "no_bus"


COSTS = {
    Why.HARD: COST_OF_HARD,
    Why.NOT_TICKED: COST_OF_NOT_TICKED,
    Why.TOO_FAR: COST_OF_HARD,
    Why.LACKS: COST_OF_HARD,
    Why.NO_BUS: COST_OF_HARD,
}


class Reason(NamedTuple):
    """`what` is the need that a place does not meet, else ""."""

    why: Why
    what: str = ""


class LeftOut(NamedTuple):
    who: str
    reasons: tuple[Reason, ...]

    @property
    def cost(self) -> int:
        """Somebody is left out once, however many reasons there are: the heaviest counts."""
        return max(COSTS[one.why] for one in self.reasons)


@dataclass(frozen=True)
class Weighed:
    """Everybody is in exactly one of `comes`, `unsure` and `left_out`, in the order of `who`."""

    slot: Slot
    place: Place | None
    # The time works, and nothing that is known of the place stands against it.
    comes: tuple[str, ...]
    # They did not say which times work.
    unsure: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    # What nobody has checked at the place, and who needs it.
    to_check: tuple[tuple[str, tuple[str, ...]], ...]
    # How many areas away each of those who could come is; None where nobody can tell.
    steps: tuple[int | None, ...]

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(sorted(self.comes + self.unsure))

    @property
    def cost(self) -> int:
        return sum(one.cost for one in self.left_out)

    @property
    def farthest(self) -> int:
        """The longest way of anybody: the way should be even before it is short."""
        return max((one for one in self.steps if one is not None), default=0)

    @property
    def rank(self) -> tuple[object, ...]:
        """Lower is better: left out, then certain, then even and short, then what it costs."""
        price = self.place.price if self.place and self.place.price is not None else 1
        unknown_ways = sum(one is None for one in self.steps)
        return (
            self.cost,
            -len(self.comes),
            sum(len(who) for _need, who in self.to_check) + unknown_ways,
            self.farthest,
            sum(one or 0 for one in self.steps),
            price,
        )


@dataclass(frozen=True)
class Ground:
    """A place, and what it means to each person at whatever time: worked out once for all times."""

    place: Place | None
    against: Mapping[str, tuple[Reason, ...]]
    steps: Mapping[str, int | None]


def survey(place: Place | None, people: Iterable[Person], areas: AreaMap) -> Ground:
    if place is None:
        return Ground(None, {}, {})
    steps = {one.who: areas.steps(one.area, place.area) for one in people}
    against = {one.who: tuple(_against(place, one, steps[one.who])) for one in people}
    return Ground(place, against, steps)


def weigh(slot: Slot, place: Place | None, people: Iterable[Person], areas: AreaMap) -> Weighed:
    """Sort the people into those who could come and those who would be left out."""
    crowd = sorted(people, key=lambda one: one.who)
    return weigh_on(slot, survey(place, crowd, areas), crowd)


def weigh_on(slot: Slot, ground: Ground, crowd: Sequence[Person]) -> Weighed:
    """As `weigh`, of people in the order of `who` on surveyed ground."""
    comes: list[Person] = []
    unsure: list[Person] = []
    left_out: list[LeftOut] = []
    for person in crowd:
        reasons = (*_time(slot, person), *ground.against.get(person.who, ()))
        if reasons:
            left_out.append(LeftOut(person.who, reasons))
        else:
            (comes if slot in person.works else unsure).append(person)
    there = sorted(comes + unsure, key=lambda one: one.who) if unsure else comes
    return Weighed(
        slot=slot,
        place=ground.place,
        comes=tuple(one.who for one in comes),
        unsure=tuple(one.who for one in unsure),
        left_out=tuple(left_out),
        to_check=_to_check(ground.place, there),
        steps=tuple(ground.steps[one.who] for one in there) if ground.place else (),
    )


def _time(slot: Slot, person: Person) -> tuple[Reason, ...]:
    """A time that was ticked as working works, whatever else is said of its day."""
    if slot in person.works:
        return ()
    if slot in person.hard:
        return (Reason(Why.HARD),)
    return (Reason(Why.NOT_TICKED),) if person.works else ()


def _against(place: Place, person: Person, steps: int | None) -> Iterable[Reason]:
    if steps is not None and steps > person.reach:
        yield Reason(Why.TOO_FAR)
    for need in sorted(person.asks_of_place & place.lacks):
        yield Reason(Why.NO_BUS) if need == "bus" else Reason(Why.LACKS, need)


def _to_check(
    place: Place | None, there: Sequence[Person]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if place is None:
        return ()
    known = place.has | place.lacks
    asked = sorted({need for one in there for need in one.asks_of_place} - known)
    return tuple(
        (need, tuple(one.who for one in there if need in one.asks_of_place)) for need in asked
    )
