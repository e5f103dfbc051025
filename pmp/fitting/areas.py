"""How near two areas are, from what people typed and which areas the team says are neighbours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# Known areas that are farther from each other than two steps.
FAR = 3
_POSTCODE = re.compile(r"([a-z]{1,2}) ?(\d[a-z\d]?)(?: ?\d[a-z]{2})?")


def normal(words: str) -> str:
    """One way of writing an area: "BS5 6AB" and "bs 5" are both "bs5"."""
    plain = " ".join(words.replace(",", " ").split()).casefold()
    postcode = _POSTCODE.fullmatch(plain)
    return postcode[1] + postcode[2] if postcode else plain


@dataclass(frozen=True)
class AreaMap:
    """`keys`: each way of writing an area, as `normal` gives it → its key; `near`: key → keys."""

    keys: Mapping[str, str] = field(default_factory=dict)
    near: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def steps(self, one: str, other: str) -> int | None:
        """0 the same area, 1 neighbours, 2 one area between, FAR beyond; None: nobody can tell."""
        here, there = normal(one), normal(other)
        if not here or not there:
            return None
        if here == there:
            return 0
        if here not in self.keys or there not in self.keys:
            return None
        return self._between(self.keys[here], self.keys[there])

    def _between(self, here: str, there: str) -> int:
        reached = {here}
        for step in range(FAR):
            if there in reached:
                return step
            reached |= {key for area in reached for key in self._beside(area)}
        return FAR

    def _beside(self, area: str) -> set[str]:
        """Neighbours in either direction: a link that was listed once counts for both."""
        back = {key for key, others in self.near.items() if area in others}
        return back | self.near.get(area, frozenset())
