"""What an e-mail provider reports, in our words; pure, and nothing of django-anymail is loaded.

An event is kept as "type:reason:code", such as "bounced:bounced:5.1.1".
"""

import re
from typing import Any

from followon.messaging.transports.base import Progress
from followon.messaging.transports.smtp_errors import BAD_ADDRESS

TOLD = {
    "queued": Progress.SENDING,
    "sent": Progress.SENDING,
    "deferred": Progress.SENDING,
    "delivered": Progress.DELIVERED,
    "failed": Progress.FAILED_TECHNICAL,
    "complained": Progress.UNWANTED,
    "unsubscribed": Progress.UNWANTED,
}
# Who opened what is none of our business, so it is not even kept.
KEPT = frozenset({*TOLD, "bounced", "rejected"})
ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
SOFT = "soft"


def progress(said: str) -> Progress:
    """How far a message came, by a kept event; one that we do not know is not yet an end."""
    kind, reason, code = [*said.split(":"), "", ""][:3]
    if kind not in ("bounced", "rejected"):
        return TOLD.get(kind, Progress.SENDING)
    if reason in ("spam", "unsubscribed"):
        return Progress.STOPPED
    if reason == "timed_out" or code == SOFT or code.startswith("4."):
        return Progress.FAILED_TEMPORARY
    if reason == "invalid" or (reason == "bounced" and (not code or BAD_ADDRESS.match(code))):
        return Progress.FAILED_PERMANENT
    return Progress.FAILED_TECHNICAL


def status_of(event: Any) -> str:
    """One event of django-anymail as we keep it: codes, and no address."""
    parts = [event.event_type, event.reject_reason or "", _code(event)]
    return ":".join(str(part) for part in parts).rstrip(":")


def _code(event: Any) -> str:
    """The mailbox server's own code, where it is passed on; anymail takes soft bounces for hard."""
    if event.event_type not in ("bounced", "rejected"):
        return ""
    raw = event.esp_event if isinstance(event.esp_event, dict) else {}
    bounce = raw.get("bounce") if isinstance(raw.get("bounce"), dict) else {}
    if raw.get("Type") == "SoftBounce" or (bounce or {}).get("bounceType") == "Transient":
        return SOFT
    found = ENHANCED.search(str(event.mta_response or ""))
    return found[1] if found else ""
