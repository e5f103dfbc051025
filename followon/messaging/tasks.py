"""What the worker is asked to do: each task is one more thin way into a service."""

from celery import shared_task
from django.utils import timezone

from .services import inbound, planning, receipts, retaining, sending, sweeping

# Seconds of the minute that may go by asking about messages in doubt; the sweep takes more.
ASKING = 3.0


@shared_task(name="messaging.plan_and_send")
def plan_and_send() -> None:
    """Each minute: insert what has become due, ask about what is in doubt, then send."""
    planning.plan(now=timezone.now())
    sweeping.settle_doubts(now=timezone.now(), seconds=ASKING)
    # Read anew: asking takes a while, and a meeting may have begun meanwhile.
    sending.send_due(now=timezone.now())


@shared_task(name="messaging.send_batch")
def send_batch() -> None:
    """Send what waits; woken by whoever put it there."""
    sending.send_due(now=timezone.now())


@shared_task(name="messaging.sweep")
def sweep() -> None:
    """Every five minutes: what was left lying, by a dead worker, a dead broker or a provider."""
    sweeping.sweep(now=timezone.now())


@shared_task(name="messaging.work_receipts")
def work_receipts() -> None:
    """Work on the receipts that came in."""
    receipts.work_all(now=timezone.now())


@shared_task(name="messaging.work_inbound")
def work_inbound(text_id: int) -> None:
    """Work on one text that came in."""
    inbound.work(text_id=text_id, now=timezone.now())


@shared_task(name="messaging.retain")
def retain() -> None:
    """Each night: remove what need not be kept any longer."""
    retaining.retain(now=timezone.now())
