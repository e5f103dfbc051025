"""What the worker is asked to do for programmes."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from .services import uploads


@shared_task(name="pmp.add_uploaded")
def add_uploaded(upload_id: str) -> None:
    """Add the next few people of a long file, then go on."""
    if uploads.add_some(upload_id=UUID(upload_id), now=timezone.now()):
        uploads.nudge(UUID(upload_id))


@shared_task(name="pmp.sweep_uploads")
def sweep_uploads() -> None:
    """Every five minutes: files that stopped half-way, and files that nobody confirmed."""
    uploads.sweep_uploads(now=timezone.now())
