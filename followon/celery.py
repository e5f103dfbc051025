"""The Celery application: worker and beat."""

import os
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import beat_init, setup_logging, worker_init
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
