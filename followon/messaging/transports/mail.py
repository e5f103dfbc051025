"""An envelope as an e-mail: plain text and HTML, with one-click unsubscribing (RFC 8058)."""

from email.utils import formataddr

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email

from followon.messaging.transports.base import Envelope, Invitation, TransportError


def compose(envelope: Envelope, *, from_email: str) -> EmailMultiAlternatives:
    """The e-mail as it goes out; raises TransportError where it cannot be written."""
    headers = {
        "Message-ID": f"<{envelope.reference}@{from_email.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
    }
    if envelope.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{envelope.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        subject=envelope.subject,
        body=envelope.body,
        from_email=formataddr((envelope.sender_name, from_email)),
        to=[envelope.to],
        headers=headers,
    )
    if envelope.html:
        message.attach_alternative(envelope.html, "text/html")
    if envelope.invitation is not None:
        _invite(message, envelope.invitation)
    if not _is_address(envelope.to):
        raise TransportError("This is not a valid email address", permanent=True, contact_dead=True)
    if not _can_be_written(message):
        raise TransportError("The email's subject or sender cannot be written", permanent=True)
    return message


def _invite(message: EmailMultiAlternatives, invitation: Invitation) -> None:
    """Beside the words for mail programs that answer it, and as a file for those that do not."""
    kind = f"text/calendar; method={invitation.method}"
    message.attach_alternative(invitation.file, kind)
    message.attach("meeting.ics", invitation.file.encode(), "application/ics")


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _can_be_written(message: EmailMultiAlternatives) -> bool:
    try:
        message.message()
    except ValueError:  # a line break in a header, or letters that have no encoding
        return False
    return True
