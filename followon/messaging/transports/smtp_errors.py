"""What a mail server's refusal means for us, by RFC 5321's codes and RFC 3463's enhanced ones."""

import re
import smtplib
import ssl

from followon.messaging.transports.base import SOON, TransportError

NO_SUCH_MAILBOX = (550, 551, 553)
BAD_ADDRESS = re.compile(r"5\.(1\.(1|2|3|6|10)|2\.1)$")
ENHANCED = re.compile(rb"^([245]\.\d{1,3}\.\d{1,3})\b")


def classify(error: OSError, *, body_begun: bool) -> TransportError:
    """One error of smtplib or of the network in our words; only codes are kept of the server's."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return _recipient_refused(code, _bytes(text))
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _ours_refused(error, "our user name or password")
    if isinstance(error, smtplib.SMTPSenderRefused):
        return _ours_refused(error, "our sender address")
    if isinstance(error, smtplib.SMTPDataError):
        return _message_refused(error.smtp_code, _bytes(error.smtp_error))
    if isinstance(error, smtplib.SMTPResponseException):
        return TransportError(f"The mail server is not ready ({error.smtp_code})", retry_after=SOON)
    if isinstance(error, ssl.SSLCertVerificationError):
        return TransportError(
            "The mail server's certificate could not be checked", configuration=True
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return TransportError(
            "The mail server lacks encryption or sign-in, which our settings ask for",
            configuration=True,
        )
    if body_begun:
        return TransportError(
            "The connection broke before the mail server confirmed the message", unclear=True
        )
    return TransportError("Could not connect to the mail server", retry_after=SOON)


def _recipient_refused(code: int, text: bytes) -> TransportError:
    if code < 500:
        # Greylisting, a full mailbox: of this address alone, save where the server itself is busy.
        busy = code == 421 or _enhanced(text).startswith("4.3.")
        return TransportError(
            f"The mail server said to try later ({_codes(code, text)})", of_recipient=not busy
        )
    if code in (530, 535) or b"relay" in text.lower():
        # Taken for a dead address, this would take every address of the service out of use.
        return TransportError(
            f"The mail server does not send for us ({_codes(code, text)})",
            permanent=True,
            configuration=True,
        )
    return TransportError(
        f"The mail server refused the address ({_codes(code, text)})",
        permanent=True,
        contact_dead=_is_dead(code, text),
    )


def _is_dead(code: int, text: bytes) -> bool:
    """The enhanced code decides where there is one: 550 5.7.1 is a policy, not a missing person."""
    enhanced = _enhanced(text)
    return bool(BAD_ADDRESS.match(enhanced)) if enhanced else code in NO_SUCH_MAILBOX


def _message_refused(code: int, text: bytes) -> TransportError:
    if not 400 <= code < 600:
        return TransportError("The mail server's answer to the message made no sense", unclear=True)
    if code < 500:
        return TransportError(f"The mail server said to try later ({_codes(code, text)})")
    return TransportError(
        f"The mail server refused the message ({_codes(code, text)})",
        permanent=True,
        contact_dead=bool(BAD_ADDRESS.match(_enhanced(text))),
    )


def _ours_refused(error: smtplib.SMTPResponseException, what: str) -> TransportError:
    """A server that is out of room or of patience says so with the same verbs."""
    codes = _codes(error.smtp_code, _bytes(error.smtp_error))
    if error.smtp_code < 500:
        return TransportError(f"The mail server said to try later ({codes})")
    if error.smtp_code == 552:
        return TransportError(f"The message is too large ({codes})", permanent=True)
    return TransportError(
        f"The mail server refused {what} ({codes})", permanent=True, configuration=True
    )


def _codes(code: int, text: bytes) -> str:
    return f"{code} {_enhanced(text)}".strip()


def _enhanced(text: bytes) -> str:
    found = ENHANCED.match(text)
    return found[1].decode() if found else ""


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode(errors="replace")
