"""Texts of which nobody can tell the service: for the site's operator alone."""

from collections.abc import Collection

from ..models import Concern


def unassigned(ids: Collection[str] = ()) -> list[Concern]:
    """Those that belong to no service yet, the oldest first; without the words."""
    rows = Concern.objects.filter(service__isnull=True).select_related("inbound").defer("words")
    if ids:
        rows = rows.filter(pk__in=ids)
    return list(rows.order_by("raised_at", "pk"))


def count_unassigned() -> int:
    """How many wait for the operator."""
    return Concern.objects.filter(service__isnull=True).count()
