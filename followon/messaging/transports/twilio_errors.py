"""Twilio's errors in our words: https://www.twilio.com/docs/api/errors."""

from datetime import UTC, datetime, time, timedelta

from twilio.base.exceptions import TwilioException

from followon.messaging.transports.base import SOON, TransportError

NONSENSE = "Twilio's answer made no sense"
RATE_LIMIT_WAIT = timedelta(seconds=60)

# Not a number, a short code, a premium service, a landline.
NOT_A_MOBILE = (21211, 21214, 21217, 21265, 21268, 21614, 21635)
STOPPED = 21610
DAILY_LIMIT = 63038
QUEUE_FULL = (14107, 20429, 21611, 30022)
OUR_SETTINGS = (
    *(20003, 20404, 21212, 21603, 21606, 21609, 21659, 21660, 21661, 21701, 21703),
    *(21267, 21608),  # a trial account
)
ABROAD = (21408, 21612)


def classify(error: TwilioException, *, now: datetime) -> TransportError:
    """One error of Twilio's client in our words, by code first and by HTTP status after that."""
    status = int(getattr(error, "status", 0) or 0)
    code = int(getattr(error, "code", 0) or 0)
    if code == DAILY_LIMIT:
        return TransportError(
            "Twilio's daily limit is used up; it starts again at midnight UTC",
            retry_after=_until_midnight(now),
        )
    if status == 429 or code in QUEUE_FULL:
        return TransportError("Twilio's rate limit", retry_after=RATE_LIMIT_WAIT)
    if 400 <= status < 500:
        return _refused(status, code)
    if status >= 500:
        return TransportError(f"Twilio had a fault of its own ({status})", unclear=True)
    return TransportError(NONSENSE, unclear=True)


def _refused(status: int, code: int) -> TransportError:
    if code == STOPPED:
        return TransportError(
            "This person stopped texts at Twilio (21610)", permanent=True, opted_out=True
        )
    if code in NOT_A_MOBILE:
        return TransportError(
            f"Twilio says that this is not a mobile number ({code})",
            permanent=True,
            contact_dead=True,
        )
    if code in ABROAD:
        return TransportError(
            f"This Twilio account may not text that number ({code})", permanent=True
        )
    if status in (401, 403, 404) or code in OUR_SETTINGS:
        return TransportError(
            f"Twilio does not accept our account or sender ({code or status})",
            permanent=True,
            configuration=True,
        )
    return TransportError(f"Twilio refused the message ({status} {code})", permanent=True)


def _until_midnight(now: datetime) -> timedelta:
    tomorrow = now.astimezone(UTC).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), UTC) - now + SOON
