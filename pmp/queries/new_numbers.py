"""Numbers and addresses at which nothing arrives any more, and who else reaches the person."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, QuerySet

from followon.messaging.models import Message
from followon.messaging.queries.failures import DID_NOT_ARRIVE
from followon.people.models import Contact, ContactKind, PainService, User
from followon.people.queries.staff import services_of
from groups.models import Group, Membership

from ..models import Participant, Programme
from .messages import ringers_of


@dataclass(frozen=True)
class Dead:
    """One contact that nothing reaches. `ringers` run a group of the person's."""

    contact: Contact
    places: list[str]
    failed: int
    last_tried: Any
    others: list[str]
    ringers: list[str]

    @property
    def name(self) -> str:
        return self.contact.user.first_name


def dead_contacts(user: User, now: datetime) -> QuerySet[Contact]:
    """Of members, and participants of programmes that run, the longest dead first."""
    members = Membership.objects.open().filter(group__in=Group.objects.of_staff(user))
    taking_part = _participants(user, now)
    people = members.values("user").union(taking_part.values("user"))
    found = Contact.objects.filter(dead_since__isnull=False, user__in=people)
    return found.select_related("user").order_by("dead_since", "pk")


def described(user: User, contacts: Collection[Contact], now: datetime) -> list[Dead]:
    """What was tried and who else reaches each of them: five queries for any number."""
    people = {contact.user_id for contact in contacts}
    tried = {
        contact: (count, last)
        for contact, count, last in Message.objects.filter(
            contact__in=contacts, state__in=DID_NOT_ARRIVE
        )
        .values_list("contact")
        .annotate(Count("pk"), Max("created_at"))
    }
    others = _others(people)
    groups, places = _places(user, people, now)
    ringers = ringers_of({group for ids in groups.values() for group in ids})
    return [
        Dead(
            contact=contact,
            places=places[contact.user_id],
            failed=tried.get(contact.pk, (0, None))[0],
            last_tried=tried.get(contact.pk, (0, None))[1],
            others=others[contact.user_id],
            ringers=[
                name
                for group in groups[contact.user_id]
                for who, name in ringers[group]
                if who != contact.user_id
            ],
        )
        for contact in contacts
    ]


def service_of(user: User, contact: Contact, now: datetime) -> PainService:
    """The viewer's service that its person belongs to: in its name they are told of a change."""
    members = Membership.objects.open().filter(
        user=contact.user_id, group__in=Group.objects.of_staff(user)
    )
    taking_part = _participants(user, now).filter(user=contact.user_id)
    theirs = members.values("group__service").union(taking_part.values("programme__site__service"))
    return services_of(user).filter(pk__in=theirs)[0]


def _others(people: Collection[Any]) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = defaultdict(list)
    usable = Contact.objects.usable().filter(user__in=people).order_by("created_at", "pk")
    for user_id, kind in usable.values_list("user_id", "kind"):
        found[user_id].append(str(ContactKind(kind).label).lower())
    return found


def _places(
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
