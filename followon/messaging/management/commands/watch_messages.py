"""Look once whether messages go out; for cron, every few minutes."""

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from followon.messaging.queries.alarms import problems
from followon.messaging.services.alarming import raise_alarm, write_alarm

log = logging.getLogger(__name__)
NO_DATABASE = "The database does not answer, so no message goes out."


class Command(BaseCommand):
    """Ends with 1 and one line where messages are held up, else with 0 and no word."""

    help = "Ends with 1 when messages are held up, and tells ALARM_EMAIL at most once an hour."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            found = problems(now)
            said = " ".join(problem.words for problem in found)
            if not found:
                return
            self._tell(lambda: raise_alarm(found, now=now))
        except OperationalError:
            # Without a database nobody knows whether an hour has passed: each run tells.
            said = NO_DATABASE
            if settings.ALARM_EMAIL:
                self._tell(lambda: write_alarm([NO_DATABASE]))
        log.error("Messages are held up: %s", said)
        raise CommandError(said)

    def _tell(self, tell: Any) -> None:
        try:
            tell()
        except (OSError, SMTPException) as error:
            reason = type(error).__name__
            self.stderr.write(f"{settings.ALARM_EMAIL} could not be told: {reason}")
