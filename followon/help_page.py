"""Keeps the file of "If you need help now" fresh on each machine, while its database answers."""

import logging
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from followon.pages.helping import write_services
from groups.queries.help_words import help_page

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds


def write_help_page() -> bool:
    """Write what the services say now; False where the database or the disk refuses."""
    try:
        write_services(help_page())
    except (DatabaseError, OSError) as error:
        log.warning("The help page could not be refreshed: %s", type(error).__name__)
        return False
    return True


class KeepHelpFresh:
    """Middleware: once a minute in each process, behind an answer that has used the database.

    A page that stands alone is answered before this, so it never waits for the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.HELP_FILE:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.next_at = 0.0
        self.lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self.is_time() and self.lock.acquire(blocking=False):
            try:
                self.next_at = time.monotonic() + EVERY
                write_help_page()
            finally:
                self.lock.release()
        return response

    def is_time(self) -> bool:
        """A minute has gone, and this thread has reached the database anyway."""
        return time.monotonic() >= self.next_at and connection.connection is not None
