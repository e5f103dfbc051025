"""The places of a group: what each has, and for whoever runs it how each fits, in totals."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count

from followon.people.models import AccessNeed, Need, NeedKind

from ..models import HardPlace, Meeting, Membership, Place, PlaceKind
from ..places import PlaceFit, fit
from .viewers import Viewer

MAP = "https://www.openstreetmap.org/search"


@dataclass(frozen=True)
class PlaceRow:
    """One place; `fit` is None for those who do not run the group."""

    place: Place
    fit: PlaceFit | None
    is_hard: bool
    is_known: bool

    @property
    def has(self) -> list[str]:
        return labels(self.place.access)

    @property
    def lacks(self) -> list[str]:
        return labels(self.place.lacks)

    @property
    def map_url(self) -> str:
        """A search by address that the person opens; none for a home, which leaves no trace."""
        place = self.place
        if place.kind == PlaceKind.HOME or not place.address:
            return ""
        parts = dict.fromkeys((place.name, place.address, place.town))
        return f"{MAP}?{urlencode({'query': ', '.join(filter(None, parts))})}"


def places_of(viewer: Viewer) -> list[PlaceRow]:
    """Where the group has met and its own places first; for whoever runs it the best fitting
    before the others. Five queries at most.
    """
    found = Place.objects.for_group(viewer.group).select_related("checked_by")
    places = list(found.order_by("name", "pk"))
    own, met_at = _own_hard(viewer.member), _met_at(viewer.group.pk)
    needs = needs_of(viewer.group.pk) if viewer.runs else {}
    hard = _hard_for(viewer.group.pk) if viewer.runs else {}
    rows = [
        PlaceRow(
            place=place,
            fit=_fit(place, needs, hard) if viewer.runs else None,
            is_hard=place.pk in own,
            is_known=place.group_id is not None or place.pk in met_at,
        )
        for place in places
    ]
    return sorted(rows, key=lambda row: (not row.is_known, row.fit.rank if row.fit else (0, 0)))


def place_for(viewer: Viewer, place_id: int) -> Place | None:
    """One of the group's places."""
    return Place.objects.for_group(viewer.group).filter(pk=place_id).first()


def needs_of(group_id: Any) -> dict[str, int]:
    """How many members have each access need: totals, and no names."""
    members = Membership.objects.open().filter(group=group_id)
    needs = Need.objects.filter(kind=NeedKind.ACCESS, user__in=members.values("user"))
    counted = needs.order_by().values("code").annotate(people=Count("user", distinct=True))
    return dict(counted.values_list("code", "people"))


def labels(codes: Iterable[str]) -> list[str]:
    """What access facts are called, in the order of the list."""
    known = set(codes)
    return [str(need.label) for need in AccessNeed if need.value in known]


def _fit(place: Place, needs: dict[str, int], hard: dict[int, int]) -> PlaceFit:
    return fit(place.access, place.lacks, needs, hard.get(place.pk, 0))


def _met_at(group_id: Any) -> set[int]:
    met = Meeting.objects.filter(group=group_id, place__isnull=False)
    return set(met.order_by().values_list("place_id", flat=True).distinct())


def _own_hard(member: Membership | None) -> set[int]:
    return set(HardPlace.objects.filter(member=member).values_list("place_id", flat=True))


def _hard_for(group_id: Any) -> dict[int, int]:
    rows = HardPlace.objects.filter(member__group=group_id, member__left_at__isnull=True)
    return dict(
        rows.values("place_id").annotate(people=Count("pk")).values_list("place_id", "people")
    )
