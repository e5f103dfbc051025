"""Table 2 held against the simulator: of its eleven groups, how many decline by its ages."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from tests.simulator.parameters import MONTH, Parameters
from tests.simulator.world import Life

# Size at most, days between meetings (None: met once), months from last session to last contact.
GROUPS: dict[str, tuple[int, int | None, int]] = {
    "A": (9, 14, 80),
    "B": (3, 30, 60),
    "C": (8, 30, 23),
    "D": (8, 49, 18),
    "E": (6, 30, 13),
    "F": (8, 30, 15),
    "G": (8, 45, 12),
    "H": (6, 30, 8),
    "I": (6, 76, 7),
    "J": (3, 30, 6),
    "K": (3, 30, 6),
}


def declined(seed: int, world: Parameters | None = None) -> int:
    """How many of the eleven, simulated once, have begun to fade by the age in the table."""
    world = world or Parameters()
    found = 0
    for name, (size, rhythm, months) in GROUPS.items():
        like = replace(world, sizes={size: 1.0}, rhythms={rhythm or 30: 1.0}, years=months / 12)
        _, truth = Life(name, like, Random(f"{seed}/{name}")).live()
        by = truth.began + timedelta(days=round(months * MONTH))
        found += truth.fade_on is not None and truth.fade_on <= by
    return found
