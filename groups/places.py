"""How a place fits the needs of a group: pure, of totals alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceFit:
    """Needs and how many people have each: `has`, `lacks` and not known; `hard` is a count."""

    has: tuple[tuple[str, int], ...]
    lacks: tuple[tuple[str, int], ...]
    unknown: tuple[tuple[str, int], ...]
    hard: int

    @property
    def rank(self) -> tuple[int, int]:
        """Fewest for whom it is wrong or hard, then fewest for whom nobody knows."""
        return (_people(self.lacks) + self.hard, _people(self.unknown))

    @property
    def fits_all(self) -> bool:
        return not self.lacks and not self.unknown and not self.hard


def fit(
    has: Collection[str], lacks: Collection[str], needs: Mapping[str, int], hard: int
) -> PlaceFit:
    """What a place has and lacks of what a group needs; what is in neither is not known."""
    of = sorted(needs.items())
    return PlaceFit(
        has=tuple(each for each in of if each[0] in has),
        lacks=tuple(each for each in of if each[0] in lacks and each[0] not in has),
        unknown=tuple(each for each in of if each[0] not in has and each[0] not in lacks),
        hard=hard,
    )


def _people(needs: Collection[tuple[str, int]]) -> int:
    return sum(count for _need, count in needs)
