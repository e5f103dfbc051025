"""Whom a service looks after: members of its groups, participants of programmes that run."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from followon.people.models import PainService, User
from followon.people.queries.staff import services_of
from groups.models import Group, Membership

from ..models import Participant, Programme


def cared_for(user: User, now: datetime) -> QuerySet[Any]:
    """The ids of everybody whom the viewer's services look after."""
    members = Membership.objects.open().filter(group__in=Group.objects.of_staff(user))
    return members.values("user").union(_participants(user, now).values("user"))


def service_of(user: User, person_id: Any, now: datetime) -> PainService:
    """The viewer's service that the person belongs to: in its name things are done for them."""
    members = Membership.objects.open().filter(
        user=person_id, group__in=Group.objects.of_staff(user)
    )
    taking_part = _participants(user, now).filter(user=person_id)
    theirs = members.values("group__service").union(taking_part.values("programme__site__service"))
    return services_of(user).filter(pk__in=theirs)[0]


def places_of(
    user: User, people: Collection[Any], now: datetime
) -> tuple[dict[Any, list[Any]], dict[Any, list[str]]]:
    """The groups of each person by id, and the names of their groups and programmes."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    names: dict[Any, list[str]] = defaultdict(list)
    members = Membership.objects.open().filter(
        user__in=people, group__in=Group.objects.of_staff(user)
    )
    for user_id, group_id, name in members.values_list("user_id", "group_id", "group__name"):
        groups[user_id].append(group_id)
        names[user_id].append(name)
    taking_part = _participants(user, now).filter(user__in=people)
    for user_id, name in taking_part.values_list("user_id", "programme__name"):
        names[user_id].append(name)
    return groups, names


def _participants(user: User, now: datetime) -> QuerySet[Participant]:
    running = Programme.objects.looked_after(now.date())
    return Participant.objects.visible_to(user).taking_part().filter(programme__in=running)
