"""The floor of `sending`: one thread that claims, posts and marks, and thinks about nothing."""

import http.client
import json
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from notifications_python_client.notifications import NotificationsAPIClient

from followon.messaging.transports import Envelope, transport

from .kit.machine import Clock

BATCH = 100
WORDS = "Bench: Ann, we meet Wed 30 Sep 10:30am at The Bakery. COMING, NOT TODAY or MAYBE? "
LINK = "https://follow-on.example.org/a/AbCdEfGhIjKlMnOpQrSt_-"
CLAIM = """
    UPDATE messaging_message SET state = 'sending', lease_until = now() + interval '5 minutes'
    WHERE id IN (
        SELECT id FROM messaging_message WHERE state = 'queued' AND not_before <= now()
        ORDER BY priority, not_before LIMIT %s FOR UPDATE SKIP LOCKED
    ) RETURNING id
"""
MARK = """
    UPDATE messaging_message SET state = 'sent', sent_at = now(), lease_until = NULL
    WHERE id = ANY(%s)
"""
Post = Callable[[uuid.UUID], object]


def bare(post: Post) -> float:
    """How many a second leave in a bare loop of claim, post and mark, a hundred at a time."""
    count = 0
    with connection.cursor() as cursor, Clock() as clock:
        while True:
            cursor.execute(CLAIM, [BATCH])
            ids = [row[0] for row in cursor.fetchall()]
            if not ids:
                break
            for each in ids:
                post(each)
            cursor.execute(MARK, [ids])
            count += len(ids)
    return count / clock.seconds


def by_our_transport() -> Post:
    """Notify's client as this site uses it."""
    notify = transport("notify", "text", settings)

    def post(reference: uuid.UUID) -> None:
        notify.send(Envelope(str(reference), "text", "+447700900123", "", WORDS + LINK))

    return post


def by_vendors_client() -> Post:
    """Notify's client as it comes, over a session of requests."""
    client = NotificationsAPIClient(settings.NOTIFY_API_KEY, settings.NOTIFY_BASE_URL)

    def post(reference: uuid.UUID) -> Any:
        return client.send_sms_notification(
            "+447700900123",
            settings.NOTIFY_TEXT_TEMPLATE,
            personalisation={"body": WORDS + LINK},
            reference=str(reference),
        )

    return post


def by_standard_library() -> Post:
    """The same words over http.client, without a token: what HTTP itself costs here."""
    line = http.client.HTTPConnection(urlsplit(settings.NOTIFY_BASE_URL).netloc)

    def post(reference: uuid.UUID) -> None:
        said = {
            "phone_number": "+447700900123",
            "template_id": settings.NOTIFY_TEXT_TEMPLATE,
            "personalisation": {"body": WORDS + LINK},
            "reference": str(reference),
        }
        headers = {"Content-Type": "application/json"}
        line.request("POST", "/v2/notifications/sms", json.dumps(said), headers)
        json.loads(line.getresponse().read())

    return post
