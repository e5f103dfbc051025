"""Places of a service's directory, and of one group."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from followon.audit import services as audit
from followon.people.models import PainService, User

from ..local_time import local_day
from ..models import Group, Place, PlaceKind


@transaction.atomic
def add_place(
    *,
    service: PainService,
    group: Group | None = None,
    kind: str,
    name: str,
    address: str = "",
    town: str = "",
    access: Iterable[str] = (),
    how_to_get_there: str = "",
    lacks: Iterable[str] = (),
    cost: str = "",
    checked_on: date | None = None,
    by: User | None,
    now: datetime,
) -> Place:
    """Add a place; with a `group` it is private to it, as somebody's home always is.

    What is in neither `access` nor `lacks` is not known; facts are of today unless they say.
    """
    if kind == PlaceKind.HOME and group is None:
        raise ValueError("A home needs its group: it never goes into the service's directory.")
    codes, missing = list(access), sorted(set(lacks) - set(access))
    today = local_day(now, service.zone)
    place = Place.objects.create(
        service=service,
        group=group,
        kind=kind,
        name=name,
        address=address,
        town=town,
        how_to_get_there=how_to_get_there,
        access=codes,
        lacks=missing,
        cost=cost,
        access_checked_on=checked_on or (today if codes or missing else None),
        checked_by=by if codes or missing else None,
    )
    audit.record("place.added", place, by=by, now=now, service=service, kind=str(kind))
    return place


@transaction.atomic
def change_place(
    *,
    place: Place,
    kind: str,
    name: str,
    address: str,
    town: str,
    how_to_get_there: str,
    access: Iterable[str],
    lacks: Iterable[str],
    cost: str,
    checked_on: date | None,
    by: User,
    now: datetime,
) -> None:
    """What the service knows of a place of its directory, and when somebody last looked."""
    if place.group_id or kind == PlaceKind.HOME:
        raise ValueError("Only places of the directory, and never a home.")
    place.kind, place.name, place.address, place.town = PlaceKind(kind), name, address, town
    place.how_to_get_there, place.cost = how_to_get_there, cost
    place.access = list(access)
    place.lacks = sorted(set(lacks) - set(place.access))
    if checked_on != place.access_checked_on:
        place.access_checked_on, place.checked_by = checked_on, by
    place.save()
    audit.record("place.changed", place, by=by, now=now, service=place.service)


@transaction.atomic
def retire_place(*, place: Place, by: User, now: datetime) -> bool:
    """Nobody is offered it any more; what is booked there stays. False when it was off before."""
    done = Place.objects.filter(pk=place.pk, retired_at__isnull=True).update(retired_at=now)
    if done:
        audit.record("place.retired", place, by=by, now=now, service=place.service)
    return bool(done)


@transaction.atomic
def restore_place(*, place: Place, by: User, now: datetime) -> bool:
    """It is on the list again; False when it was there."""
    done = Place.objects.filter(pk=place.pk, retired_at__isnull=False).update(retired_at=None)
    if done:
        audit.record("place.restored", place, by=by, now=now, service=place.service)
    return bool(done)
