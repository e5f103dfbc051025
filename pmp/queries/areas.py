"""The areas of a service, for people who edit them and for the fitting."""

import re

from django.db.models import QuerySet

from followon.people.models import PainService, User
from followon.people.queries.staff import services_of
from groups.models import Place

from ..fitting import AreaMap, normal
from ..models import Area

_OUTWARD = re.compile(r"\b([A-Za-z]{1,2}\d[A-Za-z\d]?) ?\d[A-Za-z]{2}\b")


def visible_areas(user: User) -> QuerySet[Area]:
    """Areas that this person may change, by service and name, with their neighbours."""
    areas = Area.objects.filter(service__in=services_of(user)).select_related("service")
    return areas.prefetch_related("near").order_by("service__name", "name")


def area_map(service: PainService) -> AreaMap:
    """Two queries, however many areas there are."""
    areas = list(service.areas.prefetch_related("near").order_by("pk"))
    return AreaMap(
        keys={
            normal(words): str(area.pk)
            for area in reversed(areas)
            for words in (*area.also, area.name)
        },
        near={
            str(area.pk): frozenset(str(other.pk) for other in area.near.all()) for area in areas
        },
    )


def area_of(place: Place, areas: AreaMap) -> str:
    """The town where the team knows it, else the first half of the postcode, else the town."""
    if normal(place.town) in areas.keys:
        return place.town
    postcode = _OUTWARD.search(place.address)
    return postcode[1] if postcode else place.town
