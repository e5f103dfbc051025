"""Two groups where one would leave out two people or more."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from .areas import AreaMap
from .facts import Person, Place
from .slots import Slot
from .weighing import FEWEST, LeftOut, Weighed, weigh

# A second group is worth its trouble from so many people who would otherwise be left out.
WORTH = 2
# Pairs grow with the square; the best so many are plenty, and the page answers at once.
MOST_WEIGHED = 60


@dataclass(frozen=True)
class Split:
    """Two groups, each judged on its own people; `left_out` fit neither."""

    groups: tuple[Weighed, Weighed]
    left_out: tuple[LeftOut, ...]


def share(
    one: tuple[Slot, Place | None],
    other: tuple[Slot, Place | None],
    people: Sequence[Person],
    areas: AreaMap,
) -> Split:
    """Divide the people: who fits one only goes there, who fits both to the smaller group."""
    whole = [weigh(*one, people, areas), weigh(*other, people, areas)]
    both = set(whole[0].people) & set(whole[1].people)
    sides = [set(each.people) - both for each in whole]
    # Those who are sure of a time first, so that neither group rests on people who said nothing.
    for who in sorted(both, key=lambda each: (each in whole[0].unsure, each)):
        min(sides, key=len).add(who)
    groups = [
        weigh(slot, place, [each for each in people if each.who in side], areas)
        for (slot, place), side in zip((one, other), sides, strict=True)
    ]
    return Split((groups[0], groups[1]), _in_neither(whole, sides[0] | sides[1]))


def split(ranked: Sequence[Weighed], people: Sequence[Person], areas: AreaMap) -> Split | None:
    """The two of all `options` that leave out fewest; None where one does nearly as well.

    1. Of times and places that gather the same people keep the best, and drop those whose people
    another gathers too. 2. Try every pair. 3. Both groups need three people; together they must
    bring in two people or more whom the best single time leaves out.
    """
    if not ranked:
        return None
    worth = len(ranked[0].people) + WORTH
    pairs = [pair for pair in combinations(_widest(ranked), 2) if _gathered(pair) >= worth]
    found: list[Split] = []
    cheapest = None
    for cost, pair in sorted(((_cost(pair), pair) for pair in pairs), key=lambda each: each[0]):
        if cheapest is not None and cost > cheapest:
            break
        divided = share(_where(pair[0]), _where(pair[1]), people, areas)
        if all(len(group.comes) >= FEWEST for group in divided.groups):
            cheapest = cost
            found.append(divided)
    return min(found, key=_burden, default=None)


def _widest(ranked: Sequence[Weighed]) -> list[Weighed]:
    """Without those that gather nobody whom a better one does not gather too."""
    kept: list[Weighed] = []
    for one in ranked:
        people = set(one.people)
        if not any(people <= set(other.people) for other in kept):
            kept.append(one)
        if len(kept) == MOST_WEIGHED:
            break
    return kept


def _cost(pair: tuple[Weighed, Weighed]) -> int:
    """What those weigh who fit neither; each for the reason of the group that comes nearest."""
    costs = [{each.who: each.cost for each in one.left_out} for one in pair]
    return sum(min(costs[0][who], costs[1][who]) for who in costs[0].keys() & costs[1].keys())


def _gathered(pair: tuple[Weighed, Weighed]) -> int:
    return len(set(pair[0].people) | set(pair[1].people))


def _where(one: Weighed) -> tuple[Slot, Place | None]:
    return one.slot, one.place


def _burden(divided: Split) -> tuple[int, int, int]:
    """What the two leave out at what weight, how far people go, and how uneven the groups are."""
    sizes = [len(group.people) for group in divided.groups]
    return (
        sum(one.cost for one in divided.left_out),
        max(group.farthest for group in divided.groups),
        abs(sizes[0] - sizes[1]),
    )


def _in_neither(whole: Sequence[Weighed], inside: set[str]) -> tuple[LeftOut, ...]:
    """Each with the reasons of the group that would come nearest."""
    reasons: dict[str, LeftOut] = {}
    for one in (each for weighed in whole for each in weighed.left_out):
        known = reasons.get(one.who)
        if one.who not in inside and (known is None or one.cost < known.cost):
            reasons[one.who] = one
    return tuple(reasons[who] for who in sorted(reasons))
