"""Putting messages into the outbox, in the transaction of whatever causes them."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from followon.people.models import Contact, PainService, User

from .. import kinds
from ..models import Channel, Message
from ..routing import CHANNEL_OF, Reachable, Way, alert_routes, reachables, routes
from .inserting import insert_many

log = logging.getLogger(__name__)

BATCH = 1000


def enqueue(
    *,
    kind: str,
    recipient: User,
    service: PainService,
    now: datetime,
    subject: str = "",
    version: int = 0,
    send_before: datetime | None = None,
    not_before: datetime | None = None,
    facts: Mapping[str, Any] | None = None,
    contact: Contact | None = None,
    dedupe: str = "",
) -> list[Message]:
    """
    Queue one message on each channel that the person chose; the same call twice queues it once.

    Returns what stands in the outbox for this call, [] when no contact can take a message: such
    people come up on the call list. A `contact` that is given is used whatever the person prefers.
    Raises LookupError for a kind that nobody registered.
    """
    due = kinds.Due(
        service_id=service.pk,
        recipient_id=recipient.pk,
        subject=subject,
        version=version,
        send_before=send_before,
        facts=facts or {},
    )
    chosen: list[tuple[Channel, Contact | Way]]
    if contact is not None:
        chosen = [(CHANNEL_OF[contact.kind], contact)]
    else:
        alert = kinds.get(kind).ignores_choice
        chosen = [*channels(reachables([recipient.pk])[recipient.pk], alert=alert)]
    rows = [
        row(kind, due, channel, to, now, not_before=not_before, dedupe=dedupe, fixed=bool(contact))
        for channel, to in chosen
    ]
    insert(rows)
    return list(Message.objects.filter(dedupe_key__in=[each.dedupe_key for each in rows]))


def enqueue_each(*, kind: str, dues: Iterable[kinds.Due], now: datetime) -> int:
    """Queue one kind for many people, in a number of queries that does not grow with them.

    Returns how many were queued. Raises LookupError for a kind that nobody registered.
    """
    dues = list(dues)
    alert = kinds.get(kind).ignores_choice
    ways = reachables({due.recipient_id for due in dues}) if dues else {}
    rows = [
        own_columns(kind, due, channel, contact)
        for due in dues
        for channel, contact in channels(ways[due.recipient_id], alert=alert)
    ]
    if not rows:
        return 0
    nudge()
    return insert_many(rows, same=shared_columns(kind, now))


def enqueue_to_number(
    *,
    kind: str,
    number: str,
    service: PainService,
    recipient: User | None,
    now: datetime,
    dedupe: str,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Queue one text to a number itself: an answer to whoever just wrote from there."""
    enqueue_to(
        kind=kind,
        channel=Channel.TEXT,
        to=number,
        service=service,
        recipient=recipient,
        now=now,
        dedupe=dedupe,
        facts=facts,
    )


def enqueue_to(
    *,
    kind: str,
    channel: Channel,
    to: str,
    service: PainService,
    recipient: User | None,
    now: datetime,
    dedupe: str,
    send_before: datetime | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Queue one message to a number or address itself, whoever's contact it is or is not."""
    due = kinds.Due(
        service.pk, recipient.pk if recipient else None, "", 0, send_before, facts or {}
    )
    message = row(kind, due, channel, None, now, dedupe=dedupe, fixed=True)
    message.to = to
    insert([message])


def channels(person: Reachable, *, alert: bool = False) -> list[tuple[Channel, Way]]:
    """Each channel of the person's routes with its contact; an alert ignores what they chose."""
    ways = alert_routes(person) if alert else routes(person)
    pairs = ((channel, person.contact(channel)) for channel in ways)
    return [(channel, contact) for channel, contact in pairs if contact is not None]


def row(
    kind: str,
    due: kinds.Due,
    channel: Channel,
    contact: Contact | Way | None,
    now: datetime,
    *,
    not_before: datetime | None = None,
    dedupe: str = "",
    fixed: bool = False,
) -> Message:
    """One queued message, not yet saved."""
    own = own_columns(kind, due, channel, contact, dedupe=dedupe)
    shared = shared_columns(kind, now)
    return Message(**own, **shared | {"not_before": not_before or now}, fixed_contact=fixed)


def own_columns(
    kind: str, due: kinds.Due, channel: Channel, contact: Contact | Way | None, *, dedupe: str = ""
) -> dict[str, Any]:
    """In what messages of one kind differ that are queued together, by column."""
    key = f"{kind}:{due.subject}:{due.version}:{due.recipient_id or ''}:{channel.value}"
    return {
        "service_id": due.service_id,
        "recipient_id": due.recipient_id,
        "contact_id": contact.pk if contact else None,
        "channel": channel,
        "subject": due.subject,
        "version": due.version,
        "dedupe_key": f"{key}:{dedupe}" if dedupe else key,
        "facts": dict(due.facts),
        "send_before": due.send_before,
    }


def shared_columns(kind: str, now: datetime) -> dict[str, Any]:
    """What they have in common; the rest is the model's defaults."""
    priority = kinds.get(kind).priority
    return {"kind": kind, "priority": priority, "not_before": now, "created_at": now}


def insert(rows: Iterable[Message]) -> None:
    """Insert those that are not there yet, and nudge a worker once the transaction stands."""
    rows = list(rows)
    if rows:
        Message.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        nudge()


def nudge() -> None:
    """Wake a worker after this transaction, once however many messages it queues."""
    if not any(entry[1] is _wake for entry in connection.run_on_commit):
        transaction.on_commit(_wake)


def _wake() -> None:
    from ..tasks import send_batch  # tasks import this module

    try:
        send_batch.delay()
    except Exception as error:  # the broker is only a nudge: the beat task finds what it missed
        log.warning("No worker could be woken (%s); the next beat sends", type(error).__name__)
