"""Mailgun on loopback, as its API reference has it, for django-anymail's own backend."""

import base64
import hashlib
import hmac
import secrets
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.fakes.gateway import Answer, Gateway, Request
from tests.fakes.notify_rules import EMAIL

API_KEY = "key-3ax6xnjp29jd6fds4gc373sgvjxteol0"
SIGNING_KEY = "signing-key-8f2a"
DOMAIN = "mg.followon.example"


@dataclass
class Mail:
    """One e-mail that Mailgun took on; `fields` are those of the form."""

    id: str
    to: str
    subject: str
    body: str
    fields: dict[str, str]


@dataclass
class FakeMailgun(Gateway):
    """Mailgun's API; `sent` is what it took on."""

    api_key: str = API_KEY
    sent: list[Mail] = field(default_factory=list)

    def route(self, request: Request) -> Answer:
        pair = base64.b64encode(f"api:{self.api_key}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {pair}":
            return Answer(401, "Forbidden")
        if (request.method, request.path) != ("POST", f"/v3/{DOMAIN}/messages"):
            return Answer(404, {"message": "Domain not found: followon.example"})
        asked = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
        if not EMAIL.fullmatch(asked.get("to", "")):
            return Answer(400, {"message": "to parameter is not a valid address."})
        id = f"<{time.strftime('%Y%m%d%H%M%S')}.{uuid.uuid4().hex[:16]}@{DOMAIN}>"
        mail = Mail(id, asked["to"], asked["subject"], asked["text"], asked)
        with self.lock:
            self.sent.append(mail)
        return Answer(200, {"id": id, "message": "Queued. Thank you."})


def event(id: str, kind: str, reference: str = "", **more: Any) -> dict[str, Any]:
    """The body of one webhook, signed as Mailgun signs."""
    timestamp, token = str(int(time.time())), secrets.token_hex(25)
    variables = {"reference": reference} if reference else {}
    return {
        "signature": {
            "timestamp": timestamp,
            "token": token,
            "signature": signature(timestamp, token),
        },
        "event-data": {
            "id": secrets.token_urlsafe(16),
            "timestamp": float(timestamp) + 0.25,
            "log-level": "info",
            "event": kind,
            "message": {
                "headers": {"message-id": id.strip("<>"), "to": "x@example.com", "subject": "S"},
                "attachments": [],
                "size": 1043,
            },
            "recipient": "x@example.com",
            "recipient-domain": "example.com",
            "tags": [],
            "campaigns": [],
            "user-variables": variables,
            **more,
        },
    }


def failed(severity: str, code: int, message: str, reason: str = "generic") -> dict[str, Any]:
    """What a failed event has besides; Mailgun's reason is "bounce" for a permanent one."""
    return {
        "severity": severity,
        "reason": reason,
        "delivery-status": {"code": code, "message": message, "description": "", "attempt-no": 1},
    }


def signature(timestamp: str, token: str, key: str = SIGNING_KEY) -> str:
    return hmac.new(key.encode(), f"{timestamp}{token}".encode(), hashlib.sha256).hexdigest()
