"""The errors of django-anymail in our words."""

from datetime import timedelta

import requests
from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused

from followon.messaging.transports.base import TransportError
from followon.messaging.transports.network import network_failure

NONSENSE = "The email provider's answer made no sense"
RATE_LIMIT_WAIT = timedelta(seconds=60)
LONGEST_WAIT = timedelta(hours=24)
# Providers agree on no code for it; these words are Mailgun's, Postmark's and SendGrid's.
BAD_ADDRESS = ("not a valid address", "invalid email", "does not contain a valid address")


def classify(error: AnymailError) -> TransportError:
    """One error by its HTTP status; only the status is kept of what the provider said."""
    cause = error.__cause__
    status = error.status_code
    if status is None and isinstance(cause, requests.RequestException):
        return network_failure(cause)
    if isinstance(error, AnymailRecipientsRefused):
        return TransportError("The email provider does not send to this address", permanent=True)
    if not isinstance(error, AnymailAPIError):
        return TransportError("The email provider cannot carry this message", permanent=True)
    if status is None or 200 <= status < 300:
        return TransportError(NONSENSE, unclear=True)
    if status == 429:
        return TransportError("The email provider's rate limit", retry_after=_wait(error))
    if status in (401, 402, 403, 404, 421):
        return TransportError(
            f"The email provider does not accept our account ({status})",
            permanent=True,
            configuration=True,
        )
    if 400 <= status < 500:
        return _refused(error, status)
    return TransportError(f"The email provider had a fault of its own ({status})", unclear=True)


def _refused(error: AnymailError, status: int) -> TransportError:
    said = str(getattr(error.response, "text", "")).lower()
    if any(words in said for words in BAD_ADDRESS) and "from" not in said:
        return TransportError(
            "The email provider says that this is not a valid address",
            permanent=True,
            contact_dead=True,
        )
    return TransportError(f"The email provider refused the message ({status})", permanent=True)


def _wait(error: AnymailError) -> timedelta:
    said = getattr(error.response, "headers", {}).get("Retry-After", "")
    seconds = int(said) if said.isdecimal() and len(said) < 9 else 0
    return min(max(timedelta(seconds=seconds), RATE_LIMIT_WAIT), LONGEST_WAIT)
