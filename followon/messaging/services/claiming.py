"""Taking due messages so that nobody else takes them, for as long as a lease lasts."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import prefetch_related_objects

from ..models import Message, State

# Longer than a whole batch can take, so that a row whose lease ran out has no worker any more.
LEASE = timedelta(minutes=5)


@transaction.atomic
def claim(*, now: datetime, size: int) -> list[Message]:
    """The most urgent due messages, marked as being sent; two callers never get the same one."""
    ids = list(
        Message.objects.due(now)
        .order_by("priority", "not_before")
        .select_for_update(skip_locked=True)
        .values_list("pk", flat=True)[:size]
    )
    Message.objects.filter(pk__in=ids).update(
        state=State.SENDING, lease_until=now + LEASE, released_at=None
    )
    claimed = list(
        Message.objects.filter(pk__in=ids)
        .select_related("recipient__preference", "contact")
        .order_by("priority", "not_before")
    )
    prefetch_related_objects(claimed, "service")  # a few, shared by all
    return claimed
