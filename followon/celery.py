"""The Celery application: worker and beat."""

import gc
import logging
import os
from datetime import UTC, datetime
from logging.config import dictConfig
from threading import Thread
from typing import Any

from celery import Celery
from celery.signals import (
    beat_init,
    setup_logging,
    worker_init,
    worker_process_init,
    worker_ready,
)
from django.core.exceptions import ImproperlyConfigured

log = logging.getLogger(__name__)

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


@beat_init.connect
def begin_at_once(**kwargs: Any) -> None:
    """What became due while nothing ran does not wait for the next full minute."""
    app.send_task("messaging.plan_and_send")


@worker_process_init.connect
def leave_what_stays(**kwargs: Any) -> None:
    """What was loaded stays: to look through it for garbage again and again slows sending."""
    gc.collect()
    gc.freeze()


@worker_ready.connect
def check_ways(**kwargs: Any) -> None:
    """Beside the work: a slow provider must not hold up what goes by another."""
    from django.conf import settings  # only a worker needs them here

    if not settings.DEBUG:
        Thread(target=_check_ways, name="check ways", daemon=True).start()


def _check_ways() -> None:
    from django.db import connection  # needs the applications loaded

    from followon.messaging.services import ways

    try:
        ways.check(now=datetime.now(UTC))
    except Exception:  # without the database nothing else works either, and that is told elsewhere
        log.exception("The ways of sending could not be checked")
    finally:
        connection.close()
