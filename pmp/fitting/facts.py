"""What the fitting is told of people, places and groups nearby."""

from dataclasses import dataclass
from enum import StrEnum

from .slots import Slot


class Travels(StrEnum):
    """The codes of `models.Travel`, and nothing said."""

    DRIVE = "drive"
    LIFT = "lift"
    BUS = "bus"
    TAXI = "taxi"
    WALK = "walk"
    UNSAID = ""


# How many areas away (`AreaMap.steps`) is still within reach.
REACH = {
    Travels.WALK: 0,
    Travels.BUS: 1,
    Travels.TAXI: 1,
    Travels.LIFT: 2,
    Travels.DRIVE: 2,
    Travels.UNSAID: 2,
}


@dataclass(frozen=True)
class Person:
    """What one person said; `who` is whatever names them to the caller."""

    who: str
    works: frozenset[Slot] = frozenset()
    hard: frozenset[Slot] = frozenset()
    area: str = ""
    travels: Travels = Travels.UNSAID
    needs: frozenset[str] = frozenset()

    @property
    def reach(self) -> int:
        return REACH[self.travels]

    @property
    def asks_of_place(self) -> frozenset[str]:
        """Needs, and a bus stop for somebody who comes by bus."""
        return self.needs | ({"bus"} if self.travels == Travels.BUS else frozenset())


@dataclass(frozen=True)
class Place:
    """A place of the directory; a need that is neither in `has` nor in `lacks` is not known."""

    key: str
    area: str = ""
    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    # 0 costs nothing; higher is dearer; None is not known.
    price: int | None = None


@dataclass(frozen=True)
class Neighbour:
    """An open group that welcomes newcomers; `slot` is when it usually meets, None if unknown."""

    key: str
    area: str = ""
    slot: Slot | None = None
