"""Adding places to a service's directory or to one group."""

from collections.abc import Iterable
from datetime import datetime

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
    by: User | None,
    now: datetime,
) -> Place:
    """Add a place; with a `group` it is private to it, as somebody's home always is."""
    if kind == PlaceKind.HOME and group is None:
        raise ValueError("A home needs its group: it never goes into the service's directory.")
    codes = list(access)
    place = Place.objects.create(
        service=service,
        group=group,
        kind=kind,
        name=name,
        address=address,
        town=town,
        how_to_get_there=how_to_get_there,
        access=codes,
        access_checked_on=local_day(now, service.zone) if codes else None,
    )
    audit.record("place.added", place, by=by, now=now, service=service, kind=str(kind))
    return place
