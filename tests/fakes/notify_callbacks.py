"""What Notify posts to us: delivery receipts and texts from people, with a bearer token."""

import json
import queue
import threading
import urllib.error
import urllib.request
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fakes.notify import FakeNotify, Sent

TRIES = 6  # once and five more times, as Notify does, though it waits five minutes between
TIMEOUT = 5.0


class Callbacks:
    """Posts at once, or from a thread of its own where the fake runs by itself."""

    def __init__(self, notify: "FakeNotify") -> None:
        self.notify = notify
        self.posted: list[tuple[str, int]] = []
        self._waiting: queue.Queue[tuple[Sent, str] | None] = queue.Queue()
        self._thread: threading.Thread | None = None

    def receipt(self, sent: "Sent", status: str) -> int:
        """Post one receipt and remember the status; 0 where nobody listened."""
        return self._post(self.notify.receipt_url, self.notify.receipt_token, receipt(sent, status))

    def text_in(self, source: str, message: str, id: str) -> int:
        text = {
            "id": id,
            "user_number": source.removeprefix("+"),
            "notify_number": self.notify.number,
            "created_at": stamp(),
            "service_id": self.notify.api_key[-73:-37],
            "content": message,
        }
        with self.notify.lock:
            self.notify.texts.append(text)
        body = {
            "id": id,
            "source_number": text["user_number"],
            "destination_number": self.notify.number,
            "message": message,
            "date_received": text["created_at"],
        }
        if not self.notify.inbound_url:
            return 0
        return self._post(self.notify.inbound_url, self.notify.inbound_token, body)

    def later(self, sent: "Sent", status: str) -> None:
        """Queue a receipt for the thread, which is started by the first."""
        with self.notify.lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
        self._waiting.put((sent, status))

    def drain(self) -> None:
        """Wait until every queued receipt has been posted."""
        self._waiting.join()

    def stop(self) -> None:
        self._waiting.put(None)

    def _run(self) -> None:
        while (item := self._waiting.get()) is not None:
            self._persist(*item)
            self._waiting.task_done()

    def _persist(self, sent: "Sent", status: str) -> None:
        """Notify tries again on a broken connection, 5xx and 429, and never on another 4xx."""
        for _ in range(TRIES):
            answer = self.receipt(sent, status)
            if 0 < answer < 500 and answer != 429:
                return
            if self.notify.released.wait(self.notify.retry_pause):
                return

    def _post(self, url: str, token: str, body: dict[str, Any]) -> int:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        request = urllib.request.Request(  # noqa: S310 - a test's own loopback address
            url, json.dumps(body).encode(), headers, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
                status = answer.status
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError:
            status = 0
        self.posted.append((url, status))
        return status


def receipt(sent: "Sent", status: str) -> dict[str, Any]:
    """The receipt's fields as documented, and the notification brought up to date."""
    sent.status = status
    sent.completed_at = stamp()
    return {
        "id": sent.id,
        "reference": sent.reference,
        "to": sent.to,
        "status": status,
        "created_at": sent.created_at,
        "completed_at": sent.completed_at,
        "sent_at": sent.created_at,
        "notification_type": sent.channel,
        "template_id": sent.template_id,
        "template_version": 1,
    }


def stamp() -> str:
    """Now, as Notify writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
