"""Numbers and addresses at which nothing arrives any more, and who else reaches the person."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, QuerySet

from followon.messaging.models import Message
from followon.messaging.queries.failures import DID_NOT_ARRIVE
from followon.people.models import Contact, ContactKind, User

from .cared_for import cared_for, places_of
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
    found = Contact.objects.filter(dead_since__isnull=False, user__in=cared_for(user, now))
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
    groups, places = places_of(user, people, now)
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


def _others(people: Collection[Any]) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = defaultdict(list)
    usable = Contact.objects.usable().filter(user__in=people).order_by("created_at", "pk")
    for user_id, kind in usable.values_list("user_id", "kind"):
        found[user_id].append(str(ContactKind(kind).label).lower())
    return found
