"""What signing in sends."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from followon.messaging.kinds import Hours, Kind, Urgency, register
from followon.messaging.models import Message

from .resetting import RESET

# Notices that allauth asks for, by the name of its template.
NOTICES = {
    "mfa/email/totp_activated": _("An authenticator app was set up for your sign-in."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your sign-in."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your sign-in."),
    RESET: _("Your second sign-in step was reset. You set it up again next time."),
}
OTHER_NOTICE = _("Something about how you sign in was changed.")


def code_context(message: Message, now: datetime) -> dict[str, Any]:
    """The code; the outbox blanks it in the row once the message has left."""
    return {"code": message.facts["secret"]}


def notice_context(message: Message, now: datetime) -> dict[str, Any]:
    return {"what": str(NOTICES.get(message.facts.get("what", ""), OTHER_NOTICE))}


# A code obeys STOP: the person said that no text should come to that number, and whoever asks
# for a code may be somebody else. The page says, to everybody alike, that START brings texts back.
SIGN_IN_CODE = Kind(
    code="sign_in_code",
    context=code_context,
    label=_("Sign-in code"),
    hours=Hours.ANY,
    counts_to_cap=False,
    urgency=Urgency.CODE,
)
ACCOUNT_NOTICE = Kind(
    code="account_notice",
    context=notice_context,
    label=_("Notice about signing in"),
    hours=Hours.ANY,
    counts_to_cap=False,
)


def register_all() -> None:
    """Called once, when the applications are ready."""
    register(SIGN_IN_CODE)
    register(ACCOUNT_NOTICE)
