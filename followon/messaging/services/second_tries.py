"""When one way has failed: the other channel, or the same one once more."""

from collections.abc import Sequence
from datetime import datetime

from ..models import Channel, Message
from ..routing import NOT_BY_MESSAGE, Reachable, reachables
from .outbox import insert

AGAIN = ":again"
OTHER = {Channel.TEXT.value: Channel.EMAIL, Channel.EMAIL.value: Channel.TEXT}


def try_other_channel(message: Message, *, now: datetime) -> bool:
    """Queue it on the other channel, unless it was used already, is not open or not wished."""
    return try_other_channels([message], now=now) == 1


def try_other_channels(messages: Sequence[Message], *, now: datetime) -> int:
    """As for one, in a number of queries that does not grow with them; how many were queued."""
    useful = [
        message
        for message in messages
        if _is_still_useful(message, now)
        and not message.fixed_contact
        and message.recipient_id is not None
    ]
    ways = reachables({message.recipient_id for message in useful}) if useful else {}
    copies = [_on_other_channel(message, ways[message.recipient_id], now) for message in useful]
    rows = [copy for copy in copies if copy is not None]
    insert(rows)
    return len(rows)


def _on_other_channel(message: Message, person: Reachable, now: datetime) -> Message | None:
    other = OTHER[message.channel]
    way = person.contact(other)
    if way is None or person.reach in NOT_BY_MESSAGE or not person.is_open(other):
        return None
    head = f"{message.kind}:{message.subject}:{message.version}:{message.recipient_id}:"
    tail = message.dedupe_key[len(head) + len(message.channel) :].removesuffix(AGAIN)
    copy = _copy(message, f"{head}{other.value}{tail}", now)
    copy.channel, copy.contact_id, copy.fixed_contact = other, way.pk, True
    return copy


def try_again(message: Message, *, now: datetime) -> bool:
    """Queue the same once more after the network gave up on it; then the other channel."""
    if message.dedupe_key.endswith(AGAIN):
        return try_other_channel(message, now=now)
    if not _is_still_useful(message, now):
        return False
    insert([_copy(message, message.dedupe_key + AGAIN, now)])
    return True


def _is_still_useful(message: Message, now: datetime) -> bool:
    return message.send_before is None or now < message.send_before


def _copy(message: Message, dedupe_key: str, now: datetime) -> Message:
    return Message(
        service_id=message.service_id,
        recipient_id=message.recipient_id,
        contact_id=message.contact_id,
        fixed_contact=message.fixed_contact,
        to=message.to if message.contact_id is None else "",
        channel=message.channel,
        kind=message.kind,
        subject=message.subject,
        version=message.version,
        dedupe_key=dedupe_key,
        facts=message.facts,
        not_before=now,
        send_before=message.send_before,
        priority=message.priority,
        created_at=now,
    )
