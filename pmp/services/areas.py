"""Areas and which of them are neighbours: how the planning page knows what is near."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from followon.audit.services import record
from followon.people.models import PainService, User

from ..models import Area


@transaction.atomic
def add_area(
    *,
    service: PainService,
    name: str,
    also: Iterable[str] = (),
    near: Iterable[Area] = (),
    by: User | None,
    now: datetime,
) -> Area:
    """One more area; the one of that name where there is one."""
    area, is_new = Area.objects.get_or_create(
        service=service, name=" ".join(name.split()), defaults={"also": list(also)}
    )
    if is_new:
        area.near.set(_of_service(service, near))
        record("area.added", area, by=by, now=now, service=service)
    return area


@transaction.atomic
def change_area(
    *, area: Area, name: str, also: Iterable[str], near: Iterable[Area], by: User, now: datetime
) -> None:
    """Another name, other words for it, other neighbours."""
    area.name, area.also = " ".join(name.split()), list(also)
    area.save(update_fields=["name", "also"])
    area.near.set([one for one in _of_service(area.service, near) if one.pk != area.pk])
    record("area.changed", area, by=by, now=now, service=area.service)


@transaction.atomic
def drop_area(*, area: Area, by: User, now: datetime) -> None:
    """Nobody needs it; what people typed stays as they typed it."""
    record("area.dropped", area, by=by, now=now, service=area.service)
    area.delete()


def _of_service(service: PainService, areas: Iterable[Area]) -> list[Area]:
    found = list(areas)
    if any(one.service_id != service.pk for one in found):
        raise ValueError("An area of another service is no neighbour.")
    return found
