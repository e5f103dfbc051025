"""Telling whoever runs the site that messages stand still, past the outbox that stands still."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from ..models import Heartbeat
from ..queries.alarms import Problem
from .heartbeats import leave_mark

ALARM = "alarm"
AT_MOST_EVERY = timedelta(hours=1)


def raise_alarm(problems: Sequence[Problem], *, now: datetime) -> bool:
    """E-mail the problems to ALARM_EMAIL, at most once an hour; whether one was sent.

    Raises OSError and smtplib.SMTPException where the mail server does not take it; the next call
    then tries again.
    """
    if not (problems and settings.ALARM_EMAIL) or not _is_due(now):
        return False
    write_alarm([problem.words for problem in problems])
    leave_mark(ALARM, now=now)
    return True


def write_alarm(sentences: Sequence[str]) -> None:
    """One e-mail straight to the mail server; it names parts of the machine, and nobody."""
    body = "\n".join([*sentences, "", f"{settings.BASE_URL}/health/messaging"])
    EmailMessage(
        subject="Follow-on: messages are held up",
        body=body,
        to=[settings.ALARM_EMAIL],
        connection=get_connection("django.core.mail.backends.smtp.EmailBackend"),
    ).send()


def _is_due(now: datetime) -> bool:
    return not Heartbeat.objects.filter(name=ALARM, at__gt=now - AT_MOST_EVERY).exists()
