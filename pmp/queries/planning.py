"""Everything that the planning page tells, in a number of queries that does not grow."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from followon.people.models import AccessNeed, Need
from groups import models as groups
from groups.models import PlaceCost

from ..fitting import (
    AreaMap,
    Joining,
    LeftOut,
    Person,
    Place,
    Slot,
    SlotFit,
    Split,
    Suggestion,
    Times,
    Travels,
    grid,
    joinings,
    normal,
    options,
    share,
    split,
    suggest,
    weigh,
)
from ..models import Participant, PartOfDay, Programme, Wish
from .areas import area_map, area_of
from .handover import directory
from .nearby import Nearby, groups_nearby
from .participants import times_of, willing

PARTS = PartOfDay.values
PRICES = {code: price for price, code in enumerate(PlaceCost.values)}


@dataclass(frozen=True)
class Planning:
    """The facts of one programme; what follows from them is worked out when it is asked for."""

    participants: dict[str, Participant]
    people: list[Person]
    places: dict[str, groups.Place]
    nearby: dict[str, Nearby]
    areas: AreaMap
    facts: dict[str, Place] = field(default_factory=dict)

    @cached_property
    def options(self) -> list[Suggestion]:
        return options(self.people, list(self.facts.values()), PARTS, self.areas)

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        return suggest(self.options)

    @cached_property
    def split(self) -> Split | None:
        return split(self.options, self.people, self.areas)

    @cached_property
    def grid(self) -> list[list[SlotFit]]:
        return grid([Times(one.who, one.works, one.hard) for one in self.people], PARTS)

    @property
    def said_times(self) -> int:
        return sum(bool(one.works or one.hard) for one in self.people)

    @cached_property
    def needed(self) -> list[tuple[str, int]]:
        """Code of a need → how many ask it of the place, the most frequent first."""
        asked = Counter(need for one in self.people for need in sorted(one.asks_of_place))
        return sorted(asked.items(), key=lambda each: (-each[1], each[0]))

    @cached_property
    def joinings(self) -> dict[str, list[Joining]]:
        """For each person the groups nearby that could take them, best first."""
        there = [one.for_fitting() for one in self.nearby.values()]
        return {one.who: joinings(one, there, self.areas) for one in self.people}

    def by_name(self, left_out: Sequence[LeftOut]) -> list[LeftOut]:
        """As the participants stand in the list: yes first, by name."""
        order = list(self.participants)
        return sorted(left_out, key=lambda one: order.index(one.who))

    @property
    def with_groups(self) -> set[str]:
        """People for whom there is a group nearby."""
        return {who for who, found in self.joinings.items() if found}

    def could_join(self, group: str) -> list[str]:
        """Whom the best suggestion leaves out and this group could take."""
        out = [one.who for first in self.suggestions[:1] for one in first.left_out]
        left = out if self.suggestions else [one.who for one in self.people]
        return [who for who in left if any(one.group == group for one in self.joinings[who])]

    @cached_property
    def unplaced(self) -> list[str]:
        """Areas as people typed them, where they are on nobody's list."""
        typed = {normal(one.area): one.area for one in self.people if one.area}
        return sorted(area for words, area in typed.items() if words not in self.areas.keys)

    @property
    def maybe(self) -> set[str]:
        return {who for who, row in self.participants.items() if row.wish == Wish.MAYBE}

    def weigh(self, where: Sequence[tuple[Slot, str]]) -> list[Suggestion]:
        """One time and place, or two between which the people are shared. KeyError: no such."""
        found = [(slot, self.facts[key] if key else None) for slot, key in where]
        if len(found) == 1:
            return [weigh(*found[0], self.people, self.areas)]
        return list(share(found[0], found[1], self.people, self.areas).groups)


def planning(programme: Programme, now: datetime) -> Planning:
    """Nine queries for any number of people, places, areas and groups."""
    rows = willing(programme)
    areas = area_map(programme.service)
    places = {str(place.pk): place for place in directory(programme.service)}
    return Planning(
        participants={str(row.pk): row for row in rows},
        people=_people(rows),
        places=places,
        nearby={str(one.group.pk): one for one in groups_nearby(programme.service, now)},
        areas=areas,
        facts={key: _facts(key, place, areas) for key, place in places.items()},
    )


def _people(rows: list[Participant]) -> list[Person]:
    told = Need.objects.filter(
        user__in=[row.user_id for row in rows], code__in=AccessNeed.values
    ).values_list("user", "code")
    needs: dict[UUID, set[str]] = {row.user_id: set() for row in rows}
    for user, code in told:
        needs[user].add(code)
    return [
        Person(
            times.who,
            times.works,
            times.hard,
            row.area,
            Travels(row.travel),
            frozenset(needs[row.user_id]),
        )
        for row, times in zip(rows, times_of(rows), strict=True)
    ]


def _facts(key: str, place: groups.Place, areas: AreaMap) -> Place:
    return Place(
        key,
        area_of(place, areas),
        frozenset(place.access),
        frozenset(place.lacks),
        PRICES.get(place.cost),
    )
