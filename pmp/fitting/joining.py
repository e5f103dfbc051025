"""Groups nearby that somebody could be added to."""

from collections.abc import Iterable
from typing import NamedTuple

from .areas import FAR, AreaMap
from .facts import Neighbour, Person


class Joining(NamedTuple):
    """`steps` is how many areas away the group meets, None where nobody can tell."""

    group: str
    time_works: bool
    steps: int | None


def joinings(person: Person, groups: Iterable[Neighbour], areas: AreaMap) -> list[Joining]:
    """Groups within reach at a time that is not hard and that they did not leave unticked.

    Best first: a time that they ticked, then near. A group whose day nobody knows counts as
    possible, and so does any day for somebody who said nothing about times.
    """
    found = [
        Joining(group.key, group.slot in person.works, areas.steps(person.area, group.area))
        for group in groups
        if _possible(person, group, areas)
    ]
    return sorted(found, key=lambda one: (not one.time_works, _far(one.steps), one.group))


def _possible(person: Person, group: Neighbour, areas: AreaMap) -> bool:
    steps = areas.steps(person.area, group.area)
    if steps is not None and steps > person.reach:
        return False
    if group.slot is None or group.slot in person.works:
        return True
    return not person.works and group.slot not in person.hard


def _far(steps: int | None) -> int:
    return FAR if steps is None else steps
