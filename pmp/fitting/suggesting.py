"""The two or three best times that differ, each at the place that fits its people best."""

from collections.abc import Sequence

from .areas import AreaMap
from .facts import Person, Place
from .slots import DAYS, Slot
from .weighing import FEWEST, Weighed, survey, weigh_on

MOST = 3
Suggestion = Weighed


def order_of(one: Weighed, parts: Sequence[str]) -> tuple[object, ...]:
    """Best first; equals by the week, then by the place's key, so that no order is left to luck."""
    place = one.place.key if one.place else ""
    return (*one.rank, one.slot.weekday, parts.index(one.slot.part), place)


def options(
    people: Sequence[Person], places: Sequence[Place], parts: Sequence[str], areas: AreaMap
) -> list[Weighed]:
    """Every time that works for somebody at every place, best first."""
    wheres: Sequence[Place | None] = places or (None,)
    slots = [Slot(day, part) for day in DAYS for part in parts]
    wanted = {slot for person in people for slot in person.works}
    crowd = sorted(people, key=lambda one: one.who)
    weighed = [
        weigh_on(slot, ground, crowd)
        for ground in [survey(where, crowd, areas) for where in wheres]
        for slot in slots
        if slot in wanted
    ]
    return sorted((one for one in weighed if one.comes), key=lambda one: order_of(one, parts))


def suggest(ranked: Sequence[Weighed], most: int = MOST) -> list[Suggestion]:
    """From all `options`: 1. keep each time's best place; 2. leave times that gather fewer than
    three people, where others gather more; 3. after the best take only what differs: another
    day, or the same day for other people, and nothing that leaves out more than half.
    """
    best_of_slot: dict[Slot, Weighed] = {}
    for one in ranked:
        best_of_slot.setdefault(one.slot, one)
    enough = [one for one in best_of_slot.values() if len(one.people) >= FEWEST]
    chosen: list[Suggestion] = []
    for one in enough or best_of_slot.values():
        if len(chosen) == most:
            break
        if not chosen or (_most_can_come(one) and all(_differ(one, each) for each in chosen)):
            chosen.append(one)
    return chosen


def _most_can_come(one: Weighed) -> bool:
    return len(one.left_out) <= len(one.people)


def _differ(one: Weighed, other: Weighed) -> bool:
    if one.slot.weekday != other.slot.weekday:
        return True
    return not {each.who for each in one.left_out} >= {each.who for each in other.left_out}
