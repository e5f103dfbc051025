"""Groups, people and meetings by the thousand, for whoever measures what grows with them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from followon.people.models import Contact, ContactKind, PainService, Preference, User
from followon.people.services.services import create_service
from groups.local_time import local_day
from groups.models import Group, GroupState, Job, JobKind, JobState, Meeting, MeetingState
from groups.models import Membership as Member

from .rows import copy_rows

LONDON = "Europe/London"


@dataclass
class World:
    """A service and the ids of its groups, each with its people in order."""

    service: PainService
    people_of: dict[uuid.UUID, list[uuid.UUID]]

    @property
    def groups(self) -> list[uuid.UUID]:
        return list(self.people_of)


def make_world(*, groups: int, people: int, now: datetime) -> World:
    """So many groups of so many people: the first coordinates, the second is deputy."""
    service = create_service(
        name="Bench Pain Service",
        message_name="Bench",
        phone="0117 496 0100",
        hours="Monday to Friday, 9am to 5pm",
        now=now,
    )
    world = World(
        service, {uuid.uuid4(): [uuid.uuid4() for _ in range(people)] for _ in range(groups)}
    )
    _make_people([person for group in world.people_of.values() for person in group], now)
    copy_rows(
        Group,
        ("id", "service", "name", "state", "started_on", "created_at"),
        [(g, service.pk, "Group", GroupState.MEETING, now.date(), now) for g in world.groups],
    )
    _make_members(world, now - timedelta(days=100))
    return world


def _make_people(people: list[uuid.UUID], now: datetime) -> None:
    names = ("id", "password", "full_name", "preferred_name", "date_joined")
    copy_rows(User, names, ((person, "!", "Ann Archer", "Ann", now) for person in people))
    numbers = ((p, ContactKind.MOBILE, f"+4477{n:08}", now) for n, p in enumerate(people))
    copy_rows(Contact, ("user", "kind", "value", "created_at"), numbers)
    copy_rows(Preference, ("user",), ((person,) for person in people))


def _make_members(world: World, joined_at: datetime) -> None:
    pairs = [(g, person) for g, people in world.people_of.items() for person in people]
    copy_rows(Member, ("group", "user", "joined_at"), ((*pair, joined_at) for pair in pairs))
    members = {(g, u): pk for pk, g, u in Member.objects.values_list("pk", "group_id", "user_id")}
    ends_on = local_day(joined_at + timedelta(days=183), LONDON)
    copy_rows(
        Job,
        ("group", "member", "kind", "state", "offered_at", "started_at", "turn_ends_on"),
        (
            (group, members[group, person], kind, JobState.HELD, joined_at, joined_at, ends_on)
            for group, people in world.people_of.items()
            for person, kind in zip(people, (JobKind.COORDINATOR, JobKind.DEPUTY), strict=False)
        ),
    )


def make_meetings(when: Iterable[tuple[Any, datetime]], *, told_at: datetime) -> None:
    """Booked meetings: of which group, at which whole minute of UTC in London's winter."""
    copy_rows(
        Meeting,
        ("id", "group", "date", "time", "zone", "starts_at", "state", "booked_at", "answers_since"),
        (
            (uuid.uuid4(), g, at.date(), at.time(), LONDON, at, MeetingState.BOOKED, *[told_at] * 2)
            for g, at in when
        ),
    )
