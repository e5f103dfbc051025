"""E-mails that come to our own address: what each room makes of them. Nothing of them is kept."""

import email
import email.policy
import logging
from collections.abc import Callable
from datetime import datetime
from email.message import Message as Mail

log = logging.getLogger(__name__)

LONGEST = 10 * 1024 * 1024

# True where it was for that room; it never raises for what a stranger may have written.
Taker = Callable[[Mail, datetime], bool]

_takers: list[Taker] = []


def register(taker: Taker) -> Taker:
    """Add a taker, once. Called from a room's `AppConfig.ready`."""
    if taker not in _takers:
        _takers.append(taker)
    return taker


def take_mail(raw: bytes, *, now: datetime) -> bool:
    """Whether any room could use this e-mail; all others are left alone."""
    try:
        mail = email.message_from_bytes(raw[:LONGEST], policy=email.policy.compat32)
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        log.info("An e-mail could not be read (%s)", type(error).__name__)
        return False
    return any(taker(mail, now) for taker in _takers)
