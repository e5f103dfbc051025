"""Receipts: how many two web processes take in, how soon they answer, and the working on them."""

import json
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from followon.embedded.processes import free_port
from followon.messaging.models import Channel, Message, Receipt, State
from followon.messaging.services.receipts import work_all
from followon.people.services.services import create_service

from .kit.machine import Clock
from .kit.programs import Program
from .kit.rows import analyze, copy_rows
from .kit.table import Show

GUNICORN = ("-m", "gunicorn", "-c", "followon/gunicorn_conf.py")
OURS, FLOOR = "followon.wsgi", "tests.bench.receipts_floor"
CONNECTIONS = 8
OFFERED = 500  # a second


def run(show: Show) -> None:
    """As many as it takes, then 500 a second for a while, then the working off of them."""
    many = 1_000 if show.small else 10_000
    with server(FLOOR) as url:
        load(url, 500)
        floor = load(url, many)
    with server(OURS) as url:
        load(url, 500)
        ours = load(url, many)
        even = load(url, many, rate=OFFERED)
    kept = Receipt.objects.filter(provider="notify").count()
    assert kept == 500 + 2 * many, f"{kept} receipts were kept"
    floor_is = "a bare view that inserts one row"
    show(
        "receipts accepted over 8 connections",
        ours.rate,
        floor=floor.rate,
        floor_is=floor_is,
        at_least=OFFERED,
    )
    show(f"of {OFFERED} a second offered, accepted", even.rate, at_least=OFFERED * 0.99)
    show("half of those answered within", even.median, "ms", at_most=50)
    show("99 of 100 answered within", even.most, "ms", at_most=50)
    work_off(show, 500 if show.small else 5_000)


@dataclass(frozen=True)
class Load:
    """What the second process saw: a rate, and milliseconds from when a request was due."""

    rate: float
    median: float
    most: float


class server(Program):
    """gunicorn as in production, with another application for the floor."""

    def __init__(self, application: str) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}/hooks/notify/receipts/"
        more = {"PORT": str(port), "WEB_WORKERS": "2", "LOG_LEVEL": "INFO"}
        super().__init__(*GUNICORN, application, quiet=True, **more)

    def __enter__(self) -> str:  # type: ignore[override]
        super().__enter__()
        self.answers(self.url)
        return self.url


def load(url: str, count: int, *, rate: int = 0) -> Load:
    """Post so many receipts from a process of its own, as fast as they are taken or at a rate."""
    command = ("-m", "tests.bench.receipts_load", url, str(count), str(CONNECTIONS), str(rate))
    with Program(*command) as program:
        return Load(**json.loads(program.line()))


def work_off(show: Show, count: int) -> None:
    """Receipts of messages that were sent, worked on until none is left."""
    make_sent(count)
    analyze()
    now = timezone.now()
    with Clock() as clock:
        while work_all(now=now):
            pass
    delivered = Message.objects.filter(state=State.DELIVERED).count()
    assert delivered == count, f"{delivered} of {count} were delivered"
    show(
        "receipts worked on by one worker",
        count / clock.seconds,
        floor=count / bare_marks(),
        floor_is="two updates of all rows",
    )


def make_sent(count: int) -> None:
    """So many messages that have left, each with its receipt; those of the load are put aside."""
    now = timezone.now()
    Receipt.objects.update(worked_at=now)
    service = create_service(
        name="Bench", message_name="Bench", phone="0117 496 0100", hours="9 to 5", now=now
    )
    ids = [uuid.uuid4() for _ in range(count)]
    copy_rows(
        Message,
        (
            "id",
            "service",
            "channel",
            "kind",
            "dedupe_key",
            "state",
            "provider",
            "not_before",
            "created_at",
            "sent_at",
            "released_at",
            "look_at",
        ),
        (
            (
                i,
                service.pk,
                Channel.TEXT,
                "reminder_2",
                i,
                State.SENT,
                "notify",
                *[now] * 4,
                now + timedelta(hours=73),
            )
            for i in ids
        ),
    )
    copy_rows(
        Receipt,
        ("provider", "dedupe_key", "reference", "status", "received_at"),
        (("notify", f"notify:{i}", i, "delivered", now) for i in ids),
    )


def bare_marks() -> float:
    """The same rows marked once more, by two statements for all of them."""
    with connection.cursor() as cursor, Clock() as clock:
        cursor.execute(
            "UPDATE messaging_receipt SET worked_at = now(), tries = tries + 1 "
            "WHERE outcome = 'delivered'"
        )
        cursor.execute(
            "UPDATE messaging_message SET look_at = NULL, finished_at = now() "
            "WHERE state = 'delivered'"
        )
    return clock.seconds
