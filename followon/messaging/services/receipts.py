"""What providers told us about messages: kept as it came, worked on afterwards."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from ..models import Channel, Message, Receipt, State
from ..retry import after_receipt
from ..transports import Progress
from ..transports.anymail_events import progress as anymail_progress
from ..transports.notify import progress as notify_progress
from ..transports.twilio import progress_of_receipt as twilio_progress
from .arrivals import plain, work_arrivals
from .outcomes import follow
from .stops import stop_emails, stop_texts

log = logging.getLogger(__name__)

AT_ONCE = 500
PORTIONS = 20  # in one task, which must end before its time limit
# A receipt may overtake the commit of the row that it speaks of, but not by this much.
UNKNOWN_AFTER = timedelta(hours=24)
# Whatever the settings say today: a provider that we left still tells of what it had.
PROGRESS: dict[str, Callable[[str], Progress]] = {
    "notify": notify_progress,
    "twilio": twilio_progress,
    "anymail": anymail_progress,
    "smtp": anymail_progress,  # of the bounces that came back as e-mails
    "console": Progress,  # the demo's receipts; no address takes any
}
ARRIVED = (Progress.DELIVERED, Progress.UNWANTED)
STOPS = (Progress.STOPPED, Progress.UNWANTED)
# Providers send hundreds a second after a rush, and the ORM's way takes three times as long.
KEEP = """
    INSERT INTO messaging_receipt
        (provider, dedupe_key, reference, status, happened_at, received_at, outcome, tries)
    VALUES (%s, %s, %s, %s, %s, %s, '', 0)
    ON CONFLICT DO NOTHING
"""


def keep(
    *,
    provider: str,
    provider_id: str,
    reference: str,
    status: str,
    happened_at: datetime | None,
    now: datetime,
) -> None:
    """Keep one receipt in one statement; the same one again changes nothing."""
    values = [
        provider,
        f"{provider}:{provider_id[:80]}:{status[:40]}",
        (reference or provider_id)[:80],
        status[:40],
        happened_at,
        now,
    ]
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)


def work_all(*, now: datetime) -> int:
    """Work on the receipts that wait, oldest first; how many were settled."""
    count = 0
    for _portion in range(PORTIONS):
        settled, seen = _work_portion(now)
        count += settled
        if seen < AT_ONCE or not settled:
            break
    return count


def _work_portion(now: datetime) -> tuple[int, int]:
    """The next of those that wait: how many were settled, and how many there were."""
    waiting = Receipt.objects.filter(worked_at__isnull=True).order_by("tries", "received_at", "pk")
    receipts = list(waiting[:AT_ONCE])
    arrived = {each.pk for each in receipts if _has_arrived(each)}
    done = work_arrivals(plain(receipts, arrived), now=now)
    others = [each.pk for each in receipts if each.pk not in done]
    return len(done) + sum(_work_safely(pk, now) for pk in others), len(receipts)


def _has_arrived(receipt: Receipt) -> bool:
    try:
        return PROGRESS[receipt.provider](receipt.status) == Progress.DELIVERED
    except (KeyError, ValueError):
        return False


def _work_safely(receipt_id: int, now: datetime) -> bool:
    try:
        return work(receipt_id=receipt_id, now=now)
    except Exception as error:  # the next receipt is not to wait for it
        log.error("Receipt %s could not be worked on: %s", receipt_id, type(error).__name__)
        return False


@transaction.atomic
def work(*, receipt_id: int, now: datetime) -> bool:
    """Move the message on as far as the receipt says; False when it has to wait."""
    waiting = Receipt.objects.filter(pk=receipt_id, worked_at__isnull=True)
    receipt = waiting.select_for_update(skip_locked=True).first()
    if receipt is None:
        return False
    message = _message_of(receipt)
    receipt.tries += 1
    if message is not None:
        receipt.outcome = _apply(receipt, message, now)
        receipt.worked_at = now
    elif now - receipt.received_at >= UNKNOWN_AFTER:
        receipt.outcome = "unknown reference"
        receipt.worked_at = now
    receipt.save(update_fields=["tries", "outcome", "worked_at"])
    return receipt.worked_at is not None


def _message_of(receipt: Receipt) -> Message | None:
    messages = Message.objects.select_related("contact")
    try:
        found = messages.filter(pk=UUID(receipt.reference)).first()
    except ValueError:
        found = None
    return found or messages.filter(provider_id=receipt.reference).first()


def _apply(receipt: Receipt, message: Message, now: datetime) -> str:
    progress = PROGRESS[receipt.provider](receipt.status)
    if progress in STOPS:
        _stop(message, now)
    if progress not in ARRIVED and not _is_of_this_try(receipt, message):
        return "of an earlier try"
    if progress == Progress.SENDING and message.state != State.UNKNOWN:
        return "no news"
    step = after_receipt(progress, now=now)
    # A message in doubt that its provider speaks of was taken on.
    taken_on: dict[str, Any] = {
        "sent_at": message.released_at,
        "provider_id": _provider_id(receipt),
    }
    if follow(message, step, now=now, **(taken_on if step.state == State.SENT else {})):
        return str(step.state)
    return f"already {State(message.state)}"


def _provider_id(receipt: Receipt) -> str:
    key = receipt.dedupe_key.removeprefix(f"{receipt.provider}:")
    return key.removesuffix(f":{receipt.status}")[:80]


def _is_of_this_try(receipt: Receipt, message: Message) -> bool:
    """Whether it speaks of the message's last try: an earlier one may fail later than that."""
    if message.provider_id:
        return receipt.dedupe_key.startswith(f"{message.provider}:{message.provider_id}:")
    return receipt.provider == message.provider


def _stop(message: Message, now: datetime) -> None:
    """Nothing more to where it went: the person has said so to the provider."""
    if not message.to:
        return
    if message.channel == Channel.TEXT:
        stop_texts(number=message.to, now=now)
    else:
        stop_emails(address=message.to, now=now)
