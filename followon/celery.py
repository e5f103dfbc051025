"""The Celery application: worker and beat."""

import os
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import beat_init, setup_logging, worker_init, worker_ready
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followon.settings")
app = Celery("followon")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_like_the_web(**kwargs: Any) -> None:
    """Celery's own logging would print what ours masks."""
    from django.conf import settings  # only a worker or beat needs them here

    dictConfig(settings.LOGGING)


@worker_init.connect
@beat_init.connect
def refuse_if_unfit(**kwargs: Any) -> None:
    from followon import checks  # needs the applications loaded, which Celery does first

    try:
        checks.refuse_if_unfit()
    except ImproperlyConfigured as unfit:
        raise SystemExit(str(unfit)) from unfit  # Celery carries on after any other exception here


@worker_ready.connect
def check_ways(**kwargs: Any) -> None:
    """Not before it works: a slow provider must not hold up what goes by another."""
    from django.conf import settings  # only a worker needs them here

    from followon.messaging import tasks  # needs the applications loaded

    if not settings.DEBUG:
        tasks.check_ways.delay()
