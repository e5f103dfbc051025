"""GOV.UK Notify, through its own Python client: texts and e-mails, each one template with a body.

Facts: https://docs.notifications.service.gov.uk/python.html
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

from django.utils import timezone
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from followon.messaging.transports.base import (
    Accepted,
    Envelope,
    Progress,
    Received,
    Status,
    TransportError,
)
from followon.messaging.transports.lending import Lending
from followon.messaging.transports.network import PlainSession
from followon.messaging.transports.notify_errors import NONSENSE, classify

# The client logs each failure with the provider's own words, which may name the recipient.
logging.getLogger("notifications_python_client.base").setLevel(logging.CRITICAL)

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
SIMULATED = {"sms": "+447700900000", "email": "simulate-delivered@notifications.service.gov.uk"}
PLACEHOLDERS = {"sms": {"body"}, "email": {"subject", "body"}}


class NotifyTransport:
    """Sends through GOV.UK Notify with our id as its reference."""

    name = "notify"
    can_look_up = True
    knows_ids = False

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
        self._clients = Lending(self._client)

    def send(self, envelope: Envelope) -> Accepted:
        post = self._post_text if envelope.channel == "text" else self._post_email
        return self._call(lambda client: Accepted(provider_id=post(client, envelope)["id"]))

    def look_up(self, reference: str, provider_id: str = "") -> list[Status]:
        def read(client: NotificationsAPIClient) -> list[Status]:
            return [
                status(row)
                for row in client.get_all_notifications(reference=reference)["notifications"]
            ]

        return self._ask(read)

    def received_texts(self, since: datetime) -> list[Received]:
        def read(client: NotificationsAPIClient) -> list[Received]:
            texts = map(received, client.get_received_texts_iterator())
            return list(takewhile(lambda text: text.at >= since, texts))

        return self._ask(read)

    def problems(self) -> list[str]:
        wanted = (("sms", self.text_template), ("email", self.email_template))
        return [
            problem
            for kind, template in wanted
            if template
            for problem in self._faults(kind, template)
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
        return self._refusals(kind, template_id)

    def _refusals(self, kind: str, template_id: str) -> list[str]:
        """Whether the key may write to anybody: asked with an address of Notify's own for this.

        Notify checks the recipient first and then sends nothing to such an address, so this shows
        a service in trial mode and a key for the team alone.
        """
        words = dict.fromkeys(PLACEHOLDERS[kind], "Follow-on asks whether it may send.")
        try:
            if kind == "sms":
                self._call(
                    lambda client: client.send_sms_notification(SIMULATED[kind], template_id, words)
                )
            else:
                self._call(
                    lambda client: client.send_email_notification(
                        SIMULATED[kind], template_id, words
                    )
                )
        except TransportError as error:
            return [error.reason]
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
        """The vendor's client; it is not thread-safe, and keeps its connection alive."""
        client = NotificationsAPIClient(self.api_key, self.base_url, timeout=self.timeout)
        client.request_session = PlainSession(  # type: ignore[assignment]
            self.base_url, self.timeout
        )
        return client

    def _call(self, work: Callable[[NotificationsAPIClient], Any]) -> Any:
        try:
            with self._clients.one() as client:
                return work(client)
        except APIError as error:
            failure = classify(error, now=self.clock())
        except (AttributeError, LookupError, TypeError, ValueError):
            failure = TransportError(NONSENSE, unclear=True)
        # Raised out here, so that no provider's words travel along as its cause.
        raise failure

    def _ask(self, work: Callable[[NotificationsAPIClient], Any]) -> Any:
        """A question changes nothing, so its failure is never unclear."""
        try:
            return self._call(work)
        except TransportError as error:
            error.unclear = False
            raise


def progress(status: str) -> Progress:
    """Notify's status in our words; one that we do not know is not yet an end."""
    return STATES.get(status, Progress.SENDING)


def status(row: dict[str, Any]) -> Status:
    """One of Notify's notifications in our words."""
    return Status(
        provider_id=row["id"],
        state=progress(row["status"]),
        at=moment(row.get("completed_at") or row.get("sent_at") or row["created_at"]),
    )


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
