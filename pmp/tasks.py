"""What the worker is asked to do for programmes."""

from celery import shared_task
from django.utils import timezone

from .services import uploads


@shared_task(name="pmp.purge_uploads")
def purge_uploads() -> None:
    """Each hour: forget files that were looked at and never confirmed."""
    uploads.purge_uploads(now=timezone.now())
