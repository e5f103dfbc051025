"""What a mail server's report of a message that it could not deliver says (RFC 3464). Pure."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message as Mail
from typing import TypeGuard

REFERENCE = re.compile(
    r"<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@", re.IGNORECASE
)
CODE = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
ORIGINALS = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")


@dataclass(frozen=True)
class Bounce:
    """Which of our messages it is about, and what became of it as an e-mail provider's event."""

    reference: str
    status: str


def read_bounce(raw: bytes) -> Bounce | None:
    """The report in this e-mail; None where it is another e-mail, or about none of ours."""
    mail = email.message_from_bytes(raw, policy=email.policy.compat32)
    report, original = _part(mail, ("message/delivery-status",)), _part(mail, ORIGINALS)
    if report is None or original is None:
        return None
    found = REFERENCE.search(_message_id(original))
    fields = dict(_fields(report))
    status = _status(fields.get("action", ""), fields.get("status", ""))
    return Bounce(found[1].lower(), status) if found and status else None


def _status(action: str, said: str) -> str:
    """A delay is no end, and its server goes on trying; a relayed one is as good as delivered."""
    code = CODE.search(said)
    if action.strip().lower() == "failed" and code:
        return f"bounced:bounced:{code[1]}"
    return "deferred" if action.strip().lower() == "delayed" else ""


def _part(mail: Mail, kinds: tuple[str, ...]) -> Mail | None:
    return next((part for part in mail.walk() if part.get_content_type() in kinds), None)


def _message_id(original: Mail) -> str:
    """Of the message itself, or of its headers where these alone came back as text."""
    inner = original.get_payload()
    if isinstance(inner, list):
        return next((str(part.get("Message-ID", "")) for part in inner if _is_mail(part)), "")
    text = original.get_payload(decode=True)
    headers = email.message_from_bytes(text) if isinstance(text, bytes) else Mail()
    return str(headers.get("Message-ID", ""))


def _fields(report: Mail) -> Iterator[tuple[str, str]]:
    """The fields of the report; where it names several recipients, of the last."""
    parts = report.get_payload()
    for part in parts if isinstance(parts, list) else []:
        if _is_mail(part):
            yield from ((name.lower(), str(value)) for name, value in part.items())


def _is_mail(part: object) -> TypeGuard[Mail]:
    return isinstance(part, Mail)
