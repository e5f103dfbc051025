"""Whether a service takes answers by text."""

from collections.abc import Collection
from typing import Any

from ..models import ReplySwitch
from ..replying import with_readers


def replies_on(service_ids: Collection[Any]) -> set[Any]:
    """Those of these services that take answers by text, by id: two queries for any number.

    Off where nobody is named to read what answers nothing, and where the lead switched it off.
    """
    ids = set(service_ids) - {None}
    if not ids:
        return set()
    unwanted = ReplySwitch.objects.filter(service__in=ids, is_wanted=False)
    return with_readers(ids) - set(unwanted.values_list("service_id", flat=True))


def unwanted_by(service_ids: Collection[Any]) -> set[Any]:
    """Those of these services whose lead switched answers by text off, by id."""
    rows = ReplySwitch.objects.filter(service__in=list(service_ids), is_wanted=False)
    return set(rows.values_list("service_id", flat=True))
