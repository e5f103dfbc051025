"""Many ids at once: in a rush, making objects of them and writing these out again is dear."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast


def among(ids: Iterable[Any]) -> RawSQL:
    """These ids as one value, for `__in`: thousands cost more to write than to look up."""
    return RawSQL("SELECT unnest(%s::uuid[])", [as_array(ids)])


def as_array(ids: Iterable[Any]) -> str:
    """These ids as PostgreSQL writes an array."""
    return "{" + ",".join(map(str, ids)) + "}"


def as_text(name: str) -> Cast:
    """An id as the database writes it."""
    return Cast(name, CharField())
