from celery import shared_task
from django.utils import timezone

from .services.sweeping import sweep
from .services.unassigned import tell_operator as tell


@shared_task(name="groups.sweep_health")
def sweep_health() -> None:
    """Every five minutes: what time alone has changed."""
    sweep(now=timezone.now())


@shared_task(name="groups.tell_operator")
def tell_operator() -> None:
    """Every five minutes: texts of which nobody can tell the service."""
    tell(now=timezone.now())
