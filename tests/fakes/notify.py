"""GOV.UK Notify on loopback, as its REST documentation has it, for the vendor's own client.

Run by itself: python -m tests.fakes.notify --port 8025 --receipts URL --inbound URL --auto
"""

import argparse
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.gateway import Answer, Gateway, Request
from tests.fakes.notify_callbacks import Callbacks, stamp
from tests.fakes.notify_rules import (
    Refused,
    authenticate,
    email,
    error_answer,
    page,
    phone,
    placeholders,
    rendered,
)

SERVICE_ID = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
API_KEY = f"followon_test-{SERVICE_ID}-{SECRET}"
TEXT_TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
EMAIL_TEMPLATE = "740e5834-3a29-46b4-9a6f-16142fde533a"
TEXT_LIMIT = 918
# Validated as any other, then neither kept nor sent.
SIMULATED = ("+447700900000", "simulate-delivered@notifications.service.gov.uk")
# Notify's own numbers and addresses for trying things out.
MAGIC = {
    "+447700900002": "permanent-failure",
    "+447700900003": "temporary-failure",
    "perm-fail@simulator.notify": "permanent-failure",
    "temp-fail@simulator.notify": "temporary-failure",
}


@dataclass
class Sent:
    """One notification that Notify took on."""

    id: str
    reference: str | None
    channel: str
    to: str
    subject: str
    body: str
    template_id: str
    unsubscribe_url: str = ""
    status: str = "created"
    created_at: str = field(default_factory=stamp)
    completed_at: str | None = None


@dataclass
class FakeNotify(Gateway):
    """Notify's API; `sent` is what it took on, `texts` what people texted to the service."""

    api_key: str = API_KEY
    receipt_url: str = ""
    receipt_token: str = "receipt-token"
    inbound_url: str = ""
    inbound_token: str = "inbound-token"
    auto: bool = False
    team_only: bool = False
    team: set[str] = field(default_factory=set)
    number: str = "447860039999"
    sent: list[Sent] = field(default_factory=list)
    texts: list[dict[str, str]] = field(default_factory=list)
    templates: dict[str, dict[str, str]] = field(default_factory=dict)
    retry_pause: float = 0.05

    def __post_init__(self) -> None:
        super().__post_init__()
        self.callbacks = Callbacks(self)
        self.templates = self.templates or {
            TEXT_TEMPLATE: {"type": "sms", "name": "Text", "body": "((body))", "subject": ""},
            EMAIL_TEMPLATE: {
                "type": "email",
                "name": "Email",
                "body": "((body))",
                "subject": "((subject))",
            },
        }

    def stop(self) -> None:
        super().stop()
        self.callbacks.stop()

    def verbs(self) -> dict[str, Any]:
        return super().verbs() | {
            "fail_next": self.fail_with,
            "rate_limit": self.rate_limit,
            "daily_limit": self.daily_limit,
            "sent": lambda: [vars(sent) for sent in self.sent],
            "text_in": self.text_in,
            "deliver_receipt": self.deliver_receipt,
        }

    def fail_with(self, status: int, error: str = "", message: str = "", times: int = 1) -> None:
        body = error_answer(status, error, message).body if error else "<html>Sorry</html>"
        self.fail_next(status, body, times)

    def rate_limit(self, times: int = 1) -> None:
        message = "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"
        self.fail_with(429, "RateLimitError", message, times)

    def daily_limit(self, times: int = 1) -> None:
        message = "Exceeded send limits (250000) for today"
        self.fail_with(429, "TooManyRequestsError", message, times)

    def text_in(self, source: str, message: str, id: str = "") -> int:
        """A text from somebody's phone, kept for polling and posted to the inbound callback."""
        return self.callbacks.text_in(source, message, id or str(uuid.uuid4()))

    def deliver_receipt(self, notification: Sent | str, status: str = "delivered") -> int:
        """A receipt for a notification, or for a reference that we never sent; HTTP status."""
        return self.callbacks.receipt(self.find(notification), status)

    def find(self, notification: Sent | str) -> Sent:
        if isinstance(notification, Sent):
            return notification
        known = [sent for sent in self.sent if notification in (sent.id, sent.reference)]
        stranger = Sent(
            str(uuid.uuid4()), notification, "sms", "+447700900999", "", "", TEXT_TEMPLATE
        )
        return known[-1] if known else stranger

    def route(self, request: Request) -> Answer:
        try:
            authenticate(request, self.api_key)
            return self._routed(request)
        except Refused as refused:
            return refused.answer

    def _routed(self, request: Request) -> Answer:
        match [request.method, *request.path.strip("/").split("/")]:
            case ["POST", "v2", "notifications", ("sms" | "email") as kind]:
                return Answer(201, self._accept(kind, request))
            case ["GET", "v2", "notifications"]:
                return Answer(200, self._list(request))
            case ["GET", "v2", "notifications", id]:
                return Answer(200, self._shown(self._known(id)))
            case ["GET", "v2", "received-text-messages"]:
                return Answer(200, self._received(request))
            case ["GET", "v2", "template", id]:
                return Answer(200, self._template(id))
        raise Refused(404, "NotFound", "The requested URL was not found on the server.")

    def _accept(self, kind: str, request: Request) -> dict[str, Any]:
        asked = json.loads(request.body)
        to = self._recipient(kind, asked)
        template = self._usable_template(kind, asked)
        if self.team_only and to not in self.team:
            message = "Can’t send to this recipient using a team-only API key"
            raise Refused(400, "BadRequestError", message)
        sent = Sent(
            id=str(uuid.uuid4()),
            reference=asked.get("reference"),
            channel=kind,
            to=to,
            subject=rendered(template["subject"], asked),
            body=rendered(template["body"], asked),
            template_id=asked["template_id"],
            unsubscribe_url=self._unsubscribe_url(asked),
        )
        if kind == "sms" and len(sent.body) > TEXT_LIMIT:
            message = f"Text messages cannot be longer than {TEXT_LIMIT} characters. "
            raise Refused(400, "BadRequestError", message + f"Your message is {len(sent.body)}")
        if to in SIMULATED:
            return self._accepted(sent)
        with self.lock:
            self.sent.append(sent)
        if self.auto:
            self.callbacks.later(sent, MAGIC.get(sent.to, "delivered"))
        return self._accepted(sent)

    def _recipient(self, kind: str, asked: dict[str, Any]) -> str:
        name = "phone_number" if kind == "sms" else "email_address"
        if not asked.get(name):
            raise Refused(400, "ValidationError", f"{name} is a required property")
        return phone(asked[name]) if kind == "sms" else email(asked[name])

    def _usable_template(self, kind: str, asked: dict[str, Any]) -> dict[str, str]:
        template = self.templates.get(asked.get("template_id", ""))
        if template is None:
            raise Refused(400, "BadRequestError", "Template not found")
        if template["type"] != kind:
            message = f"{template['type']} template is not suitable for {kind} notification"
            raise Refused(400, "BadRequestError", message)
        missing = placeholders(template) - set(asked.get("personalisation", {}))
        if missing:
            message = "Missing personalisation: " + ", ".join(sorted(missing))
            raise Refused(400, "BadRequestError", message)
        return template

    def _unsubscribe_url(self, asked: dict[str, Any]) -> str:
        url = asked.get("one_click_unsubscribe_url") or ""
        if url and not url.startswith("https://"):
            message = "one_click_unsubscribe_url is not a valid https url"
            raise Refused(400, "ValidationError", message)
        return url

    def _accepted(self, sent: Sent) -> dict[str, Any]:
        content = {"body": sent.body, "from_number": self.number}
        if sent.channel == "email":
            content = {"body": sent.body, "subject": sent.subject, "from_email": "x@notify.test"}
            content |= {"one_click_unsubscribe_url": sent.unsubscribe_url or None}
        return {
            "id": sent.id,
            "reference": sent.reference,
            "content": content,
            "uri": f"{self.url}/v2/notifications/{sent.id}",
            "template": {"id": sent.template_id, "version": 1, "uri": f"{self.url}/t"},
            "scheduled_for": None,
        }

    def _known(self, id: str) -> Sent:
        for sent in self.sent:
            if sent.id == id:
                return sent
        raise Refused(404, "NoResultFound", "No result found")

    def _list(self, request: Request) -> dict[str, Any]:
        reference = request.query.get("reference")
        newest_first = [s for s in reversed(self.sent) if reference in (None, s.reference)]
        rows = page(newest_first, request.query.get("older_than"), lambda sent: sent.id)
        shown = [self._shown(sent) for sent in rows]
        return {"notifications": shown, "links": self._links("notifications", shown)}

    def _received(self, request: Request) -> dict[str, Any]:
        newest_first = self.texts[::-1]
        rows = page(newest_first, request.query.get("older_than"), lambda text: text["id"])
        return {
            "received_text_messages": rows,
            "links": self._links("received-text-messages", rows),
        }

    def _links(self, what: str, rows: list[dict[str, Any]]) -> dict[str, str]:
        links = {"current": f"{self.url}/v2/{what}"}
        if rows:
            links["next"] = f"{self.url}/v2/{what}?older_than={rows[-1]['id']}"
        return links

    def _shown(self, sent: Sent) -> dict[str, Any]:
        return {
            "id": sent.id,
            "reference": sent.reference,
            "email_address": sent.to if sent.channel == "email" else None,
            "phone_number": sent.to if sent.channel == "sms" else None,
            "type": sent.channel,
            "status": sent.status,
            "template": {"id": sent.template_id, "version": 1, "uri": f"{self.url}/t"},
            "body": sent.body,
            "subject": sent.subject or None,
            "created_at": sent.created_at,
            "created_by_name": None,
            "sent_at": None if sent.status == "created" else sent.created_at,
            "completed_at": sent.completed_at,
            "scheduled_for": None,
        }

    def _template(self, id: str) -> dict[str, Any]:
        template = self.templates.get(id)
        if template is None:
            raise Refused(404, "NoResultFound", "No result found")
        needed = {name: {"required": True} for name in placeholders(template)}
        return {
            **template,
            "id": id,
            "version": 1,
            "created_at": stamp(),
            "updated_at": None,
            "created_by": "somebody@notify.test",
            "subject": template["subject"] or None,
            "personalisation": needed,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description="GOV.UK Notify on loopback")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--receipts", default="", help="where delivery receipts are posted")
    parser.add_argument("--inbound", default="", help="where texts from people are posted")
    parser.add_argument("--receipt-token", default="receipt-token")
    parser.add_argument("--inbound-token", default="inbound-token")
    parser.add_argument("--auto", action="store_true", help="post a receipt for all that is sent")
    asked = parser.parse_args()
    fake = FakeNotify(
        port=asked.port,
        receipt_url=asked.receipts,
        receipt_token=asked.receipt_token,
        inbound_url=asked.inbound,
        inbound_token=asked.inbound_token,
        auto=asked.auto,
    )
    with fake:
        print(f"{fake.url}  key {API_KEY}", flush=True)  # noqa: T201
        fake.released.wait()


if __name__ == "__main__":
    main()
