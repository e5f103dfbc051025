"""Twilio's messages on loopback, as its REST reference has them, for the vendor's own client."""

import base64
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

import phonenumbers
from twilio.request_validator import RequestValidator

from tests.fakes.gateway import Answer, Gateway, Request

ACCOUNT_SID = "AC" + "0" * 31 + "1"
AUTH_TOKEN = "twilio-auth-token"
SENDER = "+447860039999"
LONGEST = 1600


def error(status: int, code: int, message: str) -> Answer:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return Answer(status, {"code": code, "message": message, "more_info": more, "status": status})


def sid() -> str:
    return "SM" + uuid.uuid4().hex


@dataclass
class Sms:
    """One message in either direction."""

    sid: str
    to: str
    source: str
    body: str
    direction: str = "outbound-api"
    status: str = "queued"
    status_callback: str = ""
    error_code: int | None = None
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass
class FakeTwilio(Gateway):
    """Twilio's API; `sent` is what it took on, `texts` what people texted to the service."""

    account_sid: str = ACCOUNT_SID
    auth_token: str = AUTH_TOKEN
    sender: str = SENDER
    inbound_url: str = ""
    page_size: int = 50
    stopped: set[str] = field(default_factory=set)
    sent: list[Sms] = field(default_factory=list)
    texts: list[Sms] = field(default_factory=list)

    def fail_with(self, status: int, code: int, message: str = "Sorry", times: int = 1) -> None:
        self.fail_next(status, error(status, code, message).body, times)

    def deliver_receipt(self, sms: Sms, status: str = "delivered", error_code: str = "") -> int:
        """A status callback, signed as Twilio signs; answers the HTTP status."""
        sms.status = status
        fields = {"MessageSid": sms.sid, "MessageStatus": status, "To": sms.to, "From": sms.source}
        if error_code:
            fields["ErrorCode"] = error_code
        return self._post(sms.status_callback, fields)

    def text_in(self, source: str, message: str) -> int:
        """A text from somebody's phone, kept for polling and posted to the inbound callback."""
        sms = Sms(sid(), self.sender, source, message, direction="inbound", status="received")
        with self.lock:
            self.texts.append(sms)
        fields = {"MessageSid": sms.sid, "From": source, "To": self.sender, "Body": message}
        return self._post(self.inbound_url, fields) if self.inbound_url else 0

    def route(self, request: Request) -> Answer:
        pair = base64.b64encode(f"{self.account_sid}:{self.auth_token}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {pair}":
            return error(401, 20003, "Authenticate")
        account = f"/2010-04-01/Accounts/{self.account_sid}"
        match request.method, request.path:
            case "POST", path if path == f"{account}/Messages.json":
                return self._accept(dict(parse_qsl(request.body.decode())))
            case "GET", path if path == f"{account}/Messages.json":
                newest_first = sorted(
                    [*self.sent, *self.texts], key=lambda sms: sms.created_at, reverse=True
                )
                page = int(request.query.get("Page", 0))
                shown = newest_first[page * self.page_size : (page + 1) * self.page_size]
                more = (page + 1) * self.page_size < len(newest_first)
                following = f"{path}?Page={page + 1}" if more else None
                rows = [self._shown(sms) for sms in shown]
                return Answer(200, {"messages": rows, "next_page_uri": following, "page": page})
            case "GET", path if path.startswith(f"{account}/Messages/"):
                wanted = path.removeprefix(f"{account}/Messages/").removesuffix(".json")
                for sms in self.sent:
                    if sms.sid == wanted:
                        return Answer(200, self._shown(sms))
            case "GET", path if path == f"{account}.json":
                return Answer(200, {"sid": self.account_sid, "status": "active"})
        return error(404, 20404, "The requested resource was not found")

    def _accept(self, asked: dict[str, str]) -> Answer:
        to, body = asked.get("To", ""), asked.get("Body", "")
        if not is_number(to):
            return error(400, 21211, f"Invalid 'To' Phone Number: {to}")
        if asked.get("From") != self.sender and "MessagingServiceSid" not in asked:
            return error(400, 21606, "The 'From' number is not a valid, SMS-capable number")
        if to in self.stopped:
            return error(400, 21610, "Attempt to send to unsubscribed recipient")
        if len(body) > LONGEST:
            return error(400, 21617, "The concatenated message body exceeds the 1600 limit")
        sms = Sms(sid(), to, self.sender, body, status_callback=asked.get("StatusCallback", ""))
        with self.lock:
            self.sent.append(sms)
        return Answer(201, self._shown(sms))

    def _shown(self, sms: Sms) -> dict[str, Any]:
        at = format_datetime(sms.created_at)
        return {
            "sid": sms.sid,
            "account_sid": self.account_sid,
            "to": sms.to,
            "from": sms.source,
            "body": sms.body,
            "status": sms.status,
            "direction": sms.direction,
            "date_created": at,
            "date_sent": at,
            "date_updated": at,
            "error_code": sms.error_code,
        }

    def _post(self, url: str, fields: dict[str, str]) -> int:
        signature = RequestValidator(self.auth_token).compute_signature(url, fields)
        request = urllib.request.Request(  # noqa: S310 - a test's own loopback address
            url, urlencode(fields).encode(), {"X-Twilio-Signature": signature}
        )
        try:
            with urllib.request.urlopen(request, timeout=15) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code


def is_number(number: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False
