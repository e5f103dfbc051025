"""Who reads a service's concerns, in which order, and who leads it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from followon.people.models import PainService, Role, StaffPost, User
from followon.people.queries.staff import services_led_by

from ..models import Reader


def takes_notes(service: PainService) -> bool:
    """Whether somebody is named to read what is told to this service."""
    return Reader.objects.named().filter(service=service, user__is_active=True).exists()


def services_that_take_notes(services: Iterable[Any]) -> set[Any]:
    """Those of these services (or ids) that have a reader, by id."""
    named = Reader.objects.named().filter(service__in=list(services), user__is_active=True)
    return set(named.values_list("service_id", flat=True))


def readers_of(services: Iterable[PainService]) -> dict[Any, list[Reader]]:
    """The named readers of each of these services, in order: one query."""
    found: dict[Any, list[Reader]] = defaultdict(list)
    for reader in Reader.objects.named().filter(service__in=services).select_related("user"):
        found[reader.service_id].append(reader)
    return found


def could_read(service: PainService) -> QuerySet[User]:
    """Staff of the service who are not named yet."""
    posts = StaffPost.objects.staff().filter(service=service)
    named = Reader.objects.filter(service=service)
    people = User.objects.filter(is_active=True, pk__in=posts.values("user"))
    return people.exclude(pk__in=named.values("user")).order_by("full_name")


def readers_led_by(user: User) -> QuerySet[Reader]:
    """Readers of the services that this person leads."""
    readers = Reader.objects.filter(service__in=services_led_by(user))
    return readers.select_related("service", "user")


def reader_ids(services: Iterable[Any]) -> dict[Any, list[Any]]:
    """Who reads for each of these services, in order, by id: one query."""
    found: dict[Any, list[Any]] = defaultdict(list)
    rows = Reader.objects.named().filter(service__in=list(services), user__is_active=True)
    for service_id, user_id in rows.values_list("service_id", "user_id"):
        found[service_id].append(user_id)
    return found


def leads() -> list[tuple[Any, Any]]:
    """Every lead with the service, the longest in post first: one query."""
    posts = StaffPost.objects.staff().filter(role=Role.LEAD, user__is_active=True)
    return list(posts.order_by("started_at", "pk").values_list("service_id", "user_id"))
