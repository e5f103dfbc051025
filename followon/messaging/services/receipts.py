"""What providers told us about messages: kept as it came, worked on afterwards."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from ..models import Message, Receipt, State
from ..retry import after_receipt
from ..transports import Progress
from ..transports.notify import progress as notify_progress
from .outcomes import follow

AT_ONCE = 500
# A receipt may overtake the commit of the row that it speaks of, but not by this much.
UNKNOWN_AFTER = timedelta(hours=24)
PROGRESS = {"notify": notify_progress}


def keep(
    *,
    provider: str,
    provider_id: str,
    reference: str,
    status: str,
    happened_at: datetime | None,
    now: datetime,
) -> None:
    """Keep one receipt; the same one again changes nothing."""
    receipt = Receipt(
        provider=provider,
        dedupe_key=f"{provider}:{provider_id}:{status}"[:160],
        reference=(reference or provider_id)[:80],
        status=status[:40],
        happened_at=happened_at,
        received_at=now,
    )
    Receipt.objects.bulk_create([receipt], ignore_conflicts=True)


def work_all(*, now: datetime) -> int:
    """Work on the receipts that wait, oldest first; how many were settled."""
    waiting = Receipt.objects.filter(worked_at__isnull=True).order_by("tries", "received_at", "pk")
    return sum(
        work(receipt_id=pk, now=now) for pk in waiting.values_list("pk", flat=True)[:AT_ONCE]
    )


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
        receipt.outcome = _apply(message, PROGRESS[receipt.provider](receipt.status), now)
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


def _apply(message: Message, progress: Progress, now: datetime) -> str:
    if progress == Progress.SENDING:
        return "no news"
    step = after_receipt(progress, now=now)
    if follow(message, step, now=now):
        return str(step.state)
    return f"already {State(message.state)}"
