"""GOV.UK Notify, through its own Python client: texts and e-mails, each one template with a body.

Facts: https://docs.notifications.service.gov.uk/python.html
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from itertools import takewhile
from typing import Any

import requests
from django.utils import timezone
from notifications_python_client.errors import APIError, HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from followon.messaging.transports.base import (
    SOON,
    Accepted,
    Envelope,
    Progress,
    Received,
    Status,
    TransportError,
)
from followon.messaging.transports.network import DeadlineAdapter, network_failure

# The client logs each failure with the provider's own words, which may name the recipient.
logging.getLogger("notifications_python_client.base").setLevel(logging.CRITICAL)

RATE_LIMIT_WAIT = timedelta(seconds=60)
STATES = {
    "created": Progress.SENDING,
    "sending": Progress.SENDING,
    "pending": Progress.SENDING,
    "sent": Progress.SENDING,  # abroad: handed on, and nothing more will ever be known
    "delivered": Progress.DELIVERED,
    "permanent-failure": Progress.FAILED_PERMANENT,
    "temporary-failure": Progress.FAILED_TEMPORARY,
    "technical-failure": Progress.FAILED_TECHNICAL,
}
PLACEHOLDERS = {"sms": {"body"}, "email": {"subject", "body"}}


class NotifyTransport:
    """Sends through GOV.UK Notify with our id as its reference."""

    name = "notify"
    can_look_up = True

    def __init__(
        self,
        *,
        api_key: str,
        base_url: str,
        text_template: str = "",
        email_template: str = "",
        timeout: float = 10.0,
        clock: Callable[[], datetime] = timezone.now,
    ) -> None:
        self.api_key = api_key
        self.base_url = base_url
        self.text_template = text_template
        self.email_template = email_template
        self.timeout = timeout
        self.clock = clock
        self._local = threading.local()

    def send(self, envelope: Envelope) -> Accepted:
        post = self._post_text if envelope.channel == "text" else self._post_email
        answer = self._call(lambda client: post(client, envelope))
        try:
            return Accepted(provider_id=str(answer["id"]))
        except (KeyError, TypeError):
            raise TransportError("The provider's answer made no sense", unclear=True) from None

    def look_up(self, reference: str) -> list[Status]:
        answer = self._ask(lambda client: client.get_all_notifications(reference=reference))
        return [
            Status(
                provider_id=row["id"],
                state=progress(row["status"]),
                at=moment(row.get("completed_at") or row.get("sent_at") or row["created_at"]),
            )
            for row in answer["notifications"]
        ]

    def received_texts(self, since: datetime) -> list[Received]:
        def read(client: NotificationsAPIClient) -> list[Received]:
            texts = map(received, client.get_received_texts_iterator())
            return list(takewhile(lambda text: text.at >= since, texts))

        return self._ask(read)

    def problems(self) -> list[str]:
        wanted = (("sms", self.text_template), ("email", self.email_template))
        return [
            problem for kind, template in wanted if template for problem in self._faults(kind, template)
        ]

    def _faults(self, kind: str, template_id: str) -> list[str]:
        try:
            template = self._ask(lambda client: client.get_template(template_id))
        except TransportError as error:
            return [f"The {kind} template could not be read: {error.reason}"]
        if template["type"] != kind:
            return [f"The {kind} template is of type {template['type']}"]
        found = set(template.get("personalisation") or {})
        if found != PLACEHOLDERS[kind]:
            expected = ", ".join(sorted(PLACEHOLDERS[kind]))
            return [f"The {kind} template must have exactly these placeholders: {expected}"]
        return []

    def _post_text(self, client: NotificationsAPIClient, envelope: Envelope) -> Any:
        return client.send_sms_notification(
            phone_number=envelope.to,
            template_id=self.text_template,
            personalisation={"body": envelope.body},
            reference=envelope.reference,
        )

    def _post_email(self, client: NotificationsAPIClient, envelope: Envelope) -> Any:
        url = envelope.unsubscribe_url
        return client.send_email_notification(
            email_address=envelope.to,
            template_id=self.email_template,
            personalisation={"subject": envelope.subject, "body": envelope.body},
            reference=envelope.reference,
            # Notify refuses the whole message over an address that is not https.
            one_click_unsubscribe_url=url if url.startswith("https://") else None,
        )

    def _client(self) -> NotificationsAPIClient:
        """One client per thread, because it is not thread-safe; it keeps its connection alive."""
        if not hasattr(self._local, "client"):
            client = NotificationsAPIClient(self.api_key, self.base_url, timeout=self.timeout)
            for scheme in ("http://", "https://"):
                client.request_session.mount(scheme, DeadlineAdapter(self.timeout))
            self._local.client = client
        return self._local.client

    def _call(self, work: Callable[[NotificationsAPIClient], Any]) -> Any:
        try:
            return work(self._client())
        except APIError as error:
            failure = classify(error, now=self.clock())
        # Raised out here, so that no provider's words travel along as its cause.
        raise failure

    def _ask(self, work: Callable[[NotificationsAPIClient], Any]) -> Any:
        """A question changes nothing, so its failure is never unclear."""
        try:
            return self._call(work)
        except TransportError as error:
            error.unclear = False
            raise


def classify(error: APIError, *, now: datetime) -> TransportError:
    """Notify's errors in our words, by status and error type alone wherever they decide."""
    cause = error.__cause__
    # The client reports a broken connection as a 503 that nobody sent.
    if error.response is None and isinstance(cause, requests.RequestException):
        return network_failure(cause)
    status, kind, message = error.status_code, *_first_error(error)
    if status == 429:
        return _too_many(kind, now)
    if status in (401, 403, 404):
        return TransportError(
            f"GOV.UK Notify does not accept our key ({status}: check the key and the clock)",
            permanent=True,
            configuration=True,
        )
    if 400 <= status < 500:
        return _bad_request(status, kind, message)
    if isinstance(error, HTTPError):
        return TransportError(f"GOV.UK Notify had a fault of its own ({status})", unclear=True)
    return TransportError("The provider's answer made no sense", unclear=True)


def _first_error(error: APIError) -> tuple[str, str]:
    try:
        first = error.response.json()["errors"][0]
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
    if kind in ("ValidationError", "InvalidEmailError", "InvalidPhoneError"):
        if message.startswith(("phone_number", "email_address")):
            what = "number" if message.startswith("phone") else "email address"
            return TransportError(
                f"GOV.UK Notify says that this is not a valid {what}",
                permanent=True,
                contact_dead=True,
            )
    lowered = message.lower()
    if lowered.startswith(("template", "missing personalisation")) or "sender_id" in lowered:
        return TransportError(
            "GOV.UK Notify does not accept our template", permanent=True, configuration=True
        )
    if "team-only" in lowered or "trial mode" in lowered:
        return TransportError("This Notify key may only send to the team", permanent=True)
    if "international" in lowered:
        return TransportError("This Notify service may not text numbers abroad", permanent=True)
    return TransportError(f"GOV.UK Notify refused the message ({status} {kind[:40]})", permanent=True)


def progress(status: str) -> Progress:
    """Notify's status in our words; one that we do not know is not yet an end."""
    return STATES.get(status, Progress.SENDING)


def moment(text: str) -> datetime:
    """Notify's times are UTC with a Z."""
    return datetime.fromisoformat(text).astimezone(UTC)


def received(row: dict[str, Any]) -> Received:
    """One of Notify's received texts in our words."""
    return Received(
        provider_id=row["id"],
        source=plus(row["user_number"]),
        destination=row["notify_number"],
        message=row["content"],
        at=moment(row["created_at"]),
    )


def plus(number: str) -> str:
    """Notify writes the numbers of senders as 447700900123."""
    return number if number.startswith("+") or not number.isdigit() else f"+{number}"
