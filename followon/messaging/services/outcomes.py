"""What happens to the row, the contact and the person once the outcome of a send is known."""

from datetime import datetime
from typing import Any

from django.db import transaction

from followon.people.services import contacts

from ..models import ASKED_STATES, Channel, Message, State
from ..retry import RECEIPT_WAIT, Next
from ..routing import CHANNEL_OF
from .second_tries import try_again, try_other_channel
from .states import advance
from .stops import stop_texts

WITH_RECEIPTS = frozenset({"notify", "twilio"})


def asked_at(provider: str, *, now: datetime) -> datetime | None:
    """When to ask about a message that was sent now and of which no receipt will have come."""
    return now + RECEIPT_WAIT if provider in WITH_RECEIPTS else None


@transaction.atomic
def follow(
    message: Message, step: Next, *, now: datetime, lease: datetime | None = None, **fields: Any
) -> bool:
    """Take the step; False when somebody else has moved the message on already."""
    fields = {"reason": step.reason, **_fields(message, step), **fields}
    if message.state == step.state and step.state in ASKED_STATES:
        return Message.objects.filter(pk=message.pk, state=step.state).update(**fields) == 1
    if not advance(message, step.state, now=now, lease=lease, **fields):
        return False
    _tell_the_contact(message, step, now)
    if step.again:
        try_again(message, now=now)
    elif step.other_channel:
        try_other_channel(message, now=now)
    return True


def _fields(message: Message, step: Next) -> dict[str, Any]:
    if step.state == State.QUEUED:
        fields: dict[str, Any] = {"not_before": step.not_before, "released_at": None}
        if message.contact_id is not None:
            # The next try asks the contact again: it may be taken away before.
            fields["to"] = ""
        # A fault in our settings is nothing that the message has used up a try for.
        return fields if step.counts else {**fields, "attempts": max(message.attempts - 1, 0)}
    if step.state == State.UNKNOWN:
        doubt = 1 if message.state != State.UNKNOWN else 0
        return {"look_at": step.look_at, "doubts": message.doubts + doubt}
    return {"look_at": step.look_at}


def _tell_the_contact(message: Message, step: Next, now: datetime) -> None:
    if step.opted_out and message.channel == Channel.TEXT and message.to:
        stop_texts(number=message.to, now=now)
    contact = message.contact
    # A contact that was changed since says nothing about the new one.
    if contact is None or contact.value != message.to:
        return
    if CHANNEL_OF.get(contact.kind) != message.channel:
        return
    if step.state == State.DELIVERED:
        contacts.mark_proven(contact=contact, now=now)
    elif step.contact_dead:
        contacts.mark_dead(contact=contact, now=now)
