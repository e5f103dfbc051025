"""Checks of Django's own kind, run by every command and before web, worker and beat start."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from followon import production

STYLES = "dist/followon.css"


@checks.register("sending")
def messages_can_go_out(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """In production each chosen way of sending has its keys; the message names the variable."""
    if settings.DEBUG:
        return []
    problems = production.sending_problems(
        text_transport=settings.TEXT_TRANSPORT,
        email_transport=settings.EMAIL_TRANSPORT,
        notify_api_key=settings.NOTIFY_API_KEY,
        notify_callback_token=settings.NOTIFY_CALLBACK_TOKEN,
        notify_text_template=settings.NOTIFY_TEXT_TEMPLATE,
        notify_email_template=settings.NOTIFY_EMAIL_TEMPLATE,
        twilio_account_sid=settings.TWILIO_ACCOUNT_SID,
        twilio_auth_token=settings.TWILIO_AUTH_TOKEN,
        twilio_sender=settings.TWILIO_SENDER,
        anymail_provider=settings.ANYMAIL_PROVIDER,
        email_host=settings.EMAIL_HOST,
        default_from_email=settings.DEFAULT_FROM_EMAIL,
    )
    return [checks.Critical(str(problem), id="followon.E001") for problem in problems]


@checks.register("assets")
def styles_are_built(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Pages without their styles are readable, so this warns and stops nothing."""
    if finders.find(STYLES):
        return []
    return [
        checks.Warning(
            f"static/{STYLES} is not there.",
            hint="Build it with: npm ci && npm run build",
            id="followon.W001",
        )
    ]


def refuse_if_unfit(found: Sequence[checks.CheckMessage] | None = None) -> None:
    """Stop a web, worker or beat process in which a check found an error."""
    found = checks.run_checks() if found is None else found
    serious = [message for message in found if message.is_serious()]
    if serious:
        raise ImproperlyConfigured("\n".join(str(message) for message in serious))
