"""Needs that nobody has asked about for a year, and those that no text or email meets."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, QuerySet
from django.utils.timezone import localdate

from followon.people.models import CommunicationNeed, Need, User, labels_of

from .cared_for import cared_for, places_of

# Ours are plain texts and e-mails: somebody has to interpret, print large, or explain.
BY_HAND = (
    CommunicationNeed.INTERPRETER,
    CommunicationNeed.LARGE_PRINT,
    CommunicationNeed.EASY_READ,
)


@dataclass(frozen=True)
class Needing:
    """One person, all that they need, and since when part of it was not checked."""

    person: User
    needs: list[str]
    checked_at: datetime
    is_due: bool
    places: list[str]


def people_to_check(user: User, now: datetime) -> QuerySet[User]:
    """Whom to ask whether their needs are still right."""
    due = Need.objects.due(localdate(now)).filter(user=OuterRef("pk"))
    return people_cared_for(user, now).filter(Exists(due))


def people_by_hand(user: User, now: datetime) -> QuerySet[User]:
    """Whose needs our texts and emails do not meet, so that somebody has to."""
    needs = Need.objects.filter(user=OuterRef("pk"), code__in=BY_HAND)
    return people_cared_for(user, now).filter(Exists(needs))


def people_cared_for(user: User, now: datetime) -> QuerySet[User]:
    """Whose needs the viewer may read and change."""
    return User.objects.filter(pk__in=cared_for(user, now))


def longest_ago_first(people: QuerySet[User]) -> QuerySet[User]:
    return people.annotate(checked_at=Min("needs__recorded_at")).order_by("checked_at", "pk")


def described(user: User, people: Collection[User], now: datetime) -> list[Needing]:
    """What each of them needs and where they take part: three queries for any number."""
    needs: dict[object, list[Need]] = defaultdict(list)
    for need in Need.objects.filter(user__in=people):
        needs[need.user_id].append(need)
    _groups, places = places_of(user, [person.pk for person in people], now)
    today = localdate(now)
    return [
        Needing(
            person=person,
            needs=labels_of([need.code for need in needs[person.pk]]),
            checked_at=min(need.recorded_at for need in needs[person.pk]),
            is_due=any(need.review_on <= today for need in needs[person.pk]),
            places=places[person.pk],
        )
        for person in people
        if needs[person.pk]
    ]
