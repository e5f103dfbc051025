"""Waiting for a database that is away: it is restarted, or another one takes over."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

T = TypeVar("T")

log = logging.getLogger(__name__)

AWAY = (InterfaceError, OperationalError)
# Seconds between tries; together well below a lease.
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)


def patiently(work: Callable[[], T]) -> T:
    """What the work returns, tried again while the database is away; at last its own error."""
    for pause in PAUSES:
        try:
            return work()
        except AWAY as error:
            if connection.in_atomic_block:
                raise
            log.warning("Waiting for the database (%s)", type(error).__name__)
            connection.close()
            time.sleep(pause)
    return work()
