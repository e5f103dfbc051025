"""The plain receipts, which nearly all are: "delivered", of a message that we know; all at once."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from followon.people.models import Contact
from followon.people.services import contacts

from ..models import Message, Receipt, State
from ..routing import CHANNEL_OF
from .states import before

log = logging.getLogger(__name__)


def work_arrivals(receipts: Sequence[Receipt], *, now: datetime) -> set[int]:
    """Work on these receipts of arrival, in six queries for any number; which were settled.

    What is not plain is left: another receipt of the same message beside it, a message that is not
    found by our own reference or that somebody holds just now, one that carries a code.
    """
    try:
        with transaction.atomic():
            return _work(receipts, now)
    except Exception as error:  # one by one they may all do
        log.error("Receipts could not be worked on together: %s", type(error).__name__)
        return set()


def _work(receipts: Sequence[Receipt], now: datetime) -> set[int]:
    ours = Receipt.objects.filter(pk__in=[each.pk for each in receipts], worked_at=None)
    held = set(ours.select_for_update(skip_locked=True).values_list("pk", flat=True))
    of_message = {UUID(each.reference): each for each in receipts if each.pk in held}
    messages = _messages(of_message)
    moved = [each for each in messages if each.state in before(State.DELIVERED)]
    late = {each.pk: f"already {State(each.state)}" for each in messages if each not in moved}
    Message.objects.filter(pk__in=[each.pk for each in moved]).update(
        state=State.DELIVERED, finished_at=now, look_at=None, lease_until=None, reason=""
    )
    contacts.mark_all_proven(contact_ids=[*filter(None, map(_proven, moved))], now=now)
    for message in messages:
        receipt = of_message[message.pk]
        receipt.outcome = late.get(message.pk, str(State.DELIVERED))
        receipt.worked_at, receipt.tries = now, receipt.tries + 1
    worked = [of_message[message.pk] for message in messages]
    Receipt.objects.bulk_update(worked, ["outcome", "worked_at", "tries"])
    return {receipt.pk for receipt in worked}


def plain(receipts: Sequence[Receipt], arrived: set[int]) -> list[Receipt]:
    """Those of arrival whose message no other of these speaks of."""
    spoken_of = Counter(each.reference for each in receipts)
    return [
        each
        for each in receipts
        if each.pk in arrived and spoken_of[each.reference] == 1 and _id_of(each) is not None
    ]


def _messages(wanted: Mapping[UUID, Any]) -> list[Message]:
    found = Message.objects.filter(pk__in=wanted).exclude(facts__has_key="secret")
    locked = found.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return list(locked.select_related("contact").order_by("pk"))


def _proven(message: Message) -> int | None:
    """The contact that it went to, unless that was changed since."""
    contact: Contact | None = message.contact
    if contact is None or contact.value != message.to:
        return None
    return contact.pk if CHANNEL_OF.get(contact.kind) == message.channel else None


def _id_of(receipt: Receipt) -> UUID | None:
    try:
        return UUID(receipt.reference)
    except ValueError:
        return None
