"""Taking due messages so that nobody else takes them, for as long as a lease lasts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from followon.people.ids import among
from followon.people.models import PainService, User

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
    _bring_people(claimed)
    return claimed


def _bring_people(messages: Sequence[Message]) -> None:
    """Each message's service and recipient; Django's own prefetching takes twice as long."""
    services = PainService.objects.in_bulk({message.service_id for message in messages})
    ids = {message.recipient_id for message in messages} - {None}
    people = {user.pk: user for user in User.objects.filter(pk__in=among(ids))}
    for message in messages:
        message.service = services[message.service_id]
        if message.recipient_id is not None:
            message.recipient = people[message.recipient_id]
