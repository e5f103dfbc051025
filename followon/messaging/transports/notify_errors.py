"""GOV.UK Notify's errors in our words."""

from datetime import UTC, datetime, time, timedelta

import requests
from notifications_python_client.errors import APIError, HTTPError

from followon.messaging.transports.base import SOON, TransportError
from followon.messaging.transports.network import network_failure

NONSENSE = "The answer of GOV.UK Notify made no sense"
OUR_SET_UP = (
    *("missing personalisation", "sender_id", "reply_to_id", "not allowed to send"),
    "is not suitable for",
)
RATE_LIMIT_WAIT = timedelta(seconds=60)


def classify(error: APIError, *, now: datetime) -> TransportError:
    """Notify's errors in our words, by status and error type alone wherever they decide."""
    cause = error.__cause__
    # The client reports a broken connection as a 503 that nobody sent.
    if error.response is None and isinstance(cause, requests.RequestException):
        return network_failure(cause)
    status = error.status_code
    kind, message = _first_error(error)
    if status == 429:
        return _too_many(kind, now)
    if status == 404:
        return TransportError(
            "GOV.UK Notify does not know what we asked for", permanent=True, configuration=True
        )
    if status in (401, 403):
        return TransportError(
            f"GOV.UK Notify does not accept our key ({status}: check the key and the clock)",
            permanent=True,
            configuration=True,
        )
    if 400 <= status < 500:
        return _bad_request(status, kind, message)
    if isinstance(error, HTTPError):
        return TransportError(f"GOV.UK Notify had a fault of its own ({status})", unclear=True)
    return TransportError(NONSENSE, unclear=True)


def _first_error(error: APIError) -> tuple[str, str]:
    try:
        first = error.response.json()["errors"][0]  # type: ignore[union-attr]
        return str(first["error"]), str(first["message"])
    except (AttributeError, ValueError, LookupError, TypeError):
        return "", ""


def _too_many(kind: str, now: datetime) -> TransportError:
    if kind != "TooManyRequestsError":
        return TransportError("GOV.UK Notify's rate limit", retry_after=RATE_LIMIT_WAIT)
    today = now.astimezone(UTC).date()
    midnight = datetime.combine(today + timedelta(days=1), time(), UTC)
    return TransportError(
        "GOV.UK Notify's daily limit is used up; it starts again at midnight UTC",
        retry_after=midnight - now + SOON,
    )


def _bad_request(status: int, kind: str, message: str) -> TransportError:
    """Notify's words may change, so they only ever add to what status and type say."""
    invalid = kind in ("ValidationError", "InvalidEmailError", "InvalidPhoneError")
    if invalid and message.startswith(("phone_number", "email_address")):
        what = "number" if message.startswith("phone") else "email address"
        return TransportError(
            f"GOV.UK Notify says that this is not a valid {what}",
            permanent=True,
            contact_dead=True,
        )
    lowered = message.lower()
    if any(words in lowered for words in OUR_SET_UP) or lowered.startswith("template"):
        return TransportError(
            "GOV.UK Notify does not accept our template or set-up",
            permanent=True,
            configuration=True,
        )
    if "team-only" in lowered or "trial mode" in lowered:
        # Kept in the queue: nobody's message is lost because a key was the wrong one.
        return TransportError(
            "This key of GOV.UK Notify may only write to the team: use a live service's live key",
            permanent=True,
            configuration=True,
        )
    if "international" in lowered:
        return TransportError("This Notify service may not text numbers abroad", permanent=True)
    return TransportError(
        f"GOV.UK Notify refused the message ({status} {kind[:40]})", permanent=True
    )
