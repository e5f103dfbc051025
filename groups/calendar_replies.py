"""What a calendar's answer to an invitation says (RFC 5546, 3.2.3): pure, trusting nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message as Mail
from typing import Any
from uuid import UUID

from icalendar import Calendar

from .models import AnswerValue

LONGEST = 64 * 1024
KINDS = ("text/calendar", "application/ics")
A_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
OURS = re.compile(rf"({A_UUID})_({A_UUID})", re.IGNORECASE)
MAILTO = re.compile(r"mailto:\s*(\S+@\S+)", re.IGNORECASE)
VALUE_OF = {
    "ACCEPTED": AnswerValue.COMING,
    "TENTATIVE": AnswerValue.NOT_SURE,
    "DECLINED": AnswerValue.NOT_THIS_TIME,
}
PARTSTAT_OF = {
    AnswerValue.COMING: "ACCEPTED",
    AnswerValue.NOT_SURE: "TENTATIVE",
    AnswerValue.NOT_THIS_TIME: "DECLINED",
    AnswerValue.NOT_UP_TO_IT: "DECLINED",
}
# What reading somebody else's calendar file may raise.
NONSENSE = (LookupError, TypeError, AttributeError, ValueError, OverflowError, RecursionError)


@dataclass(frozen=True)
class CalendarReply:
    """`key` is the member's secret, `guest` the address that was invited, `at` their clock's."""

    meeting_id: UUID
    key: UUID
    guest: str
    value: AnswerValue
    sequence: int
    at: datetime | None


def read_reply(mail: Mail) -> CalendarReply | None:
    """The answer in this e-mail; None where it holds none, or none that we can use."""
    for file in _files(mail):
        try:
            reply = _reply(Calendar.from_ical(file))
        except NONSENSE:
            continue
        if reply is not None:
            return reply
    return None


def _files(mail: Mail) -> Iterator[bytes]:
    for part in mail.walk():
        if part.get_content_type() in KINDS and not part.is_multipart():
            try:
                held = part.get_payload(decode=True)
            except NONSENSE:
                continue
            if isinstance(held, bytes) and len(held) <= LONGEST:
                yield held


def _reply(calendar: Any) -> CalendarReply | None:
    if str(calendar.get("METHOD", "")).upper() != "REPLY":
        return None
    events = calendar.walk("VEVENT")
    if len(events) != 1 or "RECURRENCE-ID" in events[0]:
        return None
    event = events[0]
    ids = OURS.fullmatch(str(event.get("UID", "")).strip())
    guest = event.get("ATTENDEE")
    said = VALUE_OF.get(str(getattr(guest, "params", {}).get("PARTSTAT", "")).upper())
    address = MAILTO.fullmatch(str(guest).strip())
    if not ids or not address or said is None:
        return None
    return CalendarReply(
        meeting_id=UUID(ids[1]),
        key=UUID(ids[2]),
        guest=address[1].lower(),
        value=said,
        sequence=int(event.get("SEQUENCE", 0)),
        at=_at(event),
    )


def _at(event: Any) -> datetime | None:
    """When they answered; nothing where it is no instant."""
    stamp = getattr(event.get("DTSTAMP"), "dt", None)
    return stamp if isinstance(stamp, datetime) and stamp.tzinfo is not None else None
