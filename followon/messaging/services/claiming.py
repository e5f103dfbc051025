"""Taking due messages so that nobody else takes them, for as long as a lease lasts."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from followon.people.models import User

from ..models import Message

# Longer than a whole batch can take, so that a row whose lease ran out has no worker any more.
LEASE = timedelta(minutes=5)
# One statement: the ORM would need three, and each would carry all the ids.
CLAIM = """
    WITH due AS MATERIALIZED (
        SELECT id FROM messaging_message
        WHERE state = 'queued' AND not_before <= %(now)s
        ORDER BY priority, not_before LIMIT %(size)s FOR UPDATE SKIP LOCKED
    )
    UPDATE messaging_message AS message
    SET state = 'sending', lease_until = %(lease)s, released_at = NULL
    FROM due WHERE message.id = due.id
    RETURNING message.*
"""


@transaction.atomic
def claim(*, now: datetime, size: int) -> list[Message]:
    """The most urgent due messages, marked as being sent; two callers never get the same one."""
    rows = Message.objects.raw(CLAIM, {"now": now, "size": size, "lease": now + LEASE})
    claimed = sorted(rows, key=lambda message: (message.priority, message.not_before))
    recipients = Prefetch("recipient", User.objects.select_related("preference"))
    prefetch_related_objects(claimed, "service", recipients)
    return claimed
