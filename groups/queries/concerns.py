"""What was told in confidence: to whoever raised it, and to the staff that reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from followon.messaging.models import InboundText, Message
from followon.people.models import Contact, ContactKind, PainService, User
from followon.people.queries.contacts import people_at, usable_contacts

from ..models import Concern, ConcernState, ConcernStep, Group

OWN_SHOWN = 10
STAFF_SHOWN = 200
CLOSED_SHOWN_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Sender:
    """Who told it and how to reach them; two may share the number of a text."""

    people: list[User]
    contacts: list[Contact]
    number: str


def groups_of_person(user: User) -> list[Group]:
    """Every group in which this person is, or which they visit as its volunteer."""
    mine = Q(pk__in=user.memberships.open().values("group"))
    visited = Q(pk__in=user.ptv_links.open().values("group"))
    return list(Group.objects.filter(mine | visited).select_related("service").order_by("name"))


def only_group_of(user: User, service: PainService | None) -> Group | None:
    """The one group of this person, in that service or at all; None where there are more."""
    groups = [
        group
        for group in groups_of_person(user)
        if service is None or group.service_id == service.pk
    ]
    return groups[0] if len(groups) == 1 else None


def service_that_knows(user: User) -> PainService | None:
    """The service that last wrote to somebody who is in no group; else the only one there is."""
    last = Message.objects.filter(recipient=user).order_by("-created_at")
    message = last.select_related("service").first()
    if message is not None:
        return message.service
    services = list(PainService.objects.all()[:2])
    return services[0] if len(services) == 1 else None


def told_by_person(user: User) -> list[Concern]:
    """What this person told lately; without the words, which others might read over a shoulder."""
    mine = Concern.objects.of_person(user).defer("words").select_related("service")
    return list(mine[:OWN_SHOWN])


def open_concerns(user: User) -> list[Concern]:
    """What waits in the viewer's services, the most urgent first; without the words."""
    return list(_listed(user).still_open().by_urgency()[:STAFF_SHOWN])


def closed_concerns(user: User, *, now: datetime) -> list[Concern]:
    """What was closed in the last 30 days, the latest first; without the words."""
    since = now - CLOSED_SHOWN_FOR
    closed = _listed(user).filter(
        state=ConcernState.CLOSED, steps__state=ConcernState.CLOSED, steps__at__gte=since
    )
    return list(closed.order_by("-steps__at", "pk")[:STAFF_SHOWN])


def concerns_seen_by(user: User) -> QuerySet[Concern]:
    """Whole concerns of the viewer's services, each with its history."""
    steps = ConcernStep.objects.select_related("by").order_by("at", "pk")
    found = Concern.objects.visible_to(user).select_related("service", "group", "raised_by")
    return found.select_related("inbound").prefetch_related(Prefetch("steps", queryset=steps))


def sender_of(concern: Concern) -> Sender:
    """Who may have told it, and the ways to reach them."""
    text: InboundText | None = concern.inbound
    number = text.source if text else ""
    if concern.raised_by is not None:
        return Sender([concern.raised_by], usable_contacts(concern.raised_by), number)
    return Sender(people_at(ContactKind.MOBILE, number) if number else [], [], number)


def unread_among(concern_ids: Iterable[Any]) -> set[str]:
    """Those of these that nobody has read."""
    new = Concern.objects.new().filter(pk__in=set(concern_ids))
    return {str(key) for key in new.values_list("pk", flat=True)}


def _listed(user: User) -> QuerySet[Concern]:
    found = Concern.objects.visible_to(user).defer("words")
    return found.select_related("service", "group", "raised_by")
