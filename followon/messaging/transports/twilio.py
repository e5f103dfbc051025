"""Twilio, through its own Python client: texts only.

Twilio keeps no reference of ours: a message in doubt cannot be asked for, one that it took on can.
Facts: https://www.twilio.com/docs/messaging/api/message-resource
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any
from urllib.parse import urlencode

import requests
from django.utils import timezone
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from followon.messaging.transports.base import (
    Accepted,
    Envelope,
    Progress,
    Received,
    Status,
    TransportError,
    cannot_look_up,
)
from followon.messaging.transports.lending import Lending
from followon.messaging.transports.network import DeadlineAdapter, network_failure
from followon.messaging.transports.twilio_errors import NONSENSE, STOPPED, classify

PUBLIC_URL = "https://api.twilio.com"
STATES = {
    "accepted": Progress.SENDING,
    "scheduled": Progress.SENDING,
    "queued": Progress.SENDING,
    "sending": Progress.SENDING,
    "sent": Progress.SENDING,
    "delivered": Progress.DELIVERED,
    "read": Progress.DELIVERED,
    "undelivered": Progress.FAILED_TEMPORARY,
    "failed": Progress.FAILED_TECHNICAL,
    "canceled": Progress.FAILED_TECHNICAL,
}
# https://www.twilio.com/docs/api/errors: blocked, unknown number, landline.
NEVER_DELIVERABLE = (30004, 30005, 30006)
# The account is suspended, the words were taken for spam, the network gave no reason.
TECHNICAL = (30001, 30002, 30007, 30008)

# The vendor's client logs each request and the headers of each answer; the row keeps what counts.
_quiet = logging.getLogger("followon.twilio.http")
_quiet.setLevel(logging.CRITICAL)


class HttpAt(TwilioHttpClient):
    """Twilio's HTTP client, spoken to at another address where the settings name one."""

    def __init__(self, base_url: str, timeout: float) -> None:
        super().__init__(timeout=timeout, logger=_quiet)
        self.base_url = base_url.rstrip("/")
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, DeadlineAdapter(timeout))

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        return super().request(method, url.replace(PUBLIC_URL, self.base_url, 1), *args, **kwargs)


class TwilioTransport:
    """Sends texts through Twilio."""

    name = "twilio"
    can_look_up = False
    knows_ids = True

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        sender: str,
        status_callback: str = "",
        base_url: str = PUBLIC_URL,
        timeout: float = 10.0,
        clock: Callable[[], datetime] = timezone.now,
    ) -> None:
        self.account_sid = account_sid
        self.auth_token = auth_token
        self.sender = sender
        self.status_callback = status_callback
        self.base_url = base_url
        self.timeout = timeout
        self.clock = clock
        self._clients = Lending(self._client)

    def send(self, envelope: Envelope) -> Accepted:
        return self._call(lambda client: Accepted(provider_id=self._create(client, envelope).sid))

    def look_up(self, reference: str, provider_id: str = "") -> Sequence[Status]:
        if not provider_id:
            raise cannot_look_up(self.name)

        def read(client: Client) -> list[Status]:
            try:
                return [status_of(client.messages(provider_id).fetch())]
            except TwilioRestException as error:
                if error.status == 404:
                    return []
                raise

        return list(self._ask(read))

    def received_texts(self, since: datetime) -> list[Received]:
        def read(client: Client) -> list[Received]:
            rows = client.messages.stream(date_sent_after=since)
            texts = takewhile(lambda row: row.date_created >= since, rows)
            return [received(row) for row in texts if row.direction == "inbound"]

        return self._ask(read)

    def problems(self) -> list[str]:
        try:
            account = self._ask(lambda client: client.api.v2010.accounts(self.account_sid).fetch())
        except TransportError as error:
            return [error.reason]
        return [] if account.status == "active" else ["The Twilio account is not active"]

    def _create(self, client: Client, envelope: Envelope) -> Any:
        service = self.sender.startswith("MG")
        sender = {"messaging_service_sid" if service else "from_": self.sender}
        if self.status_callback:
            # The only place for a reference of ours: a receipt then settles a message in doubt.
            query = urlencode({"reference": envelope.reference})
            sender["status_callback"] = f"{self.status_callback}?{query}"
        return client.messages.create(to=envelope.to, body=envelope.body, **sender)

    def _client(self) -> Client:
        """The vendor's client; its HTTP session is not made for sharing."""
        http = HttpAt(self.base_url, self.timeout)
        # An empty environment, so that none of the vendor's own variables steers it.
        return Client(self.account_sid, self.auth_token, http_client=http, environment={"": ""})

    def _call(self, work: Callable[[Client], Any]) -> Any:
        try:
            with self._clients.one() as client:
                return work(client)
        except TwilioException as error:
            failure = classify(error, now=self.clock())
        except requests.RequestException as error:
            failure = network_failure(error)
        except (AttributeError, LookupError, TypeError, ValueError):
            failure = TransportError(NONSENSE, unclear=True)
        # Raised out here, so that no provider's words travel along as its cause.
        raise failure

    def _ask(self, work: Callable[[Client], Any]) -> Any:
        """A question changes nothing, so its failure is never unclear."""
        try:
            return self._call(work)
        except TransportError as error:
            error.unclear = False
            raise


def progress(status: str, error_code: int | None = None) -> Progress:
    """Twilio's status and error code in our words; one that we do not know is not yet an end."""
    if error_code in NEVER_DELIVERABLE:
        return Progress.FAILED_PERMANENT
    if error_code == STOPPED:
        return Progress.STOPPED
    if error_code in TECHNICAL:
        return Progress.FAILED_TECHNICAL
    return STATES.get(status, Progress.SENDING)


def progress_of_receipt(said: str) -> Progress:
    """The same of a kept receipt, which writes them as "undelivered:30005"."""
    status, _, code = said.partition(":")
    return progress(status, int(code) if code.isdecimal() else None)


def status_of(row: Any) -> Status:
    """One of Twilio's messages in our words."""
    code = int(row.error_code) if row.error_code else None
    return Status(row.sid, progress(row.status, code), row.date_updated)


def received(row: Any) -> Received:
    """One of Twilio's inbound messages in our words."""
    return Received(
        provider_id=row.sid,
        source=row.from_,
        destination=row.to,
        message=row.body or "",  # a picture has none
        at=row.date_created,
    )
