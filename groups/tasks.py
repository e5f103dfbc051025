from celery import shared_task
from django.utils import timezone

from .services.sweeping import sweep


@shared_task(name="groups.sweep_health")
def sweep_health() -> None:
    """Every five minutes: what time alone has changed."""
    sweep(now=timezone.now())
