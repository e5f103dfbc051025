"""Real Celery workers on the test database, and their violent end."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.db import connection

from tests.fakes.notify import API_KEY, EMAIL_TEMPLATE, TEXT_TEMPLATE, FakeNotify
from tests.keeper import keeper


class Worker:
    """One Celery worker with its child; killing it takes both, as the kernel would."""

    def __init__(self, notify: FakeNotify) -> None:
        self.process = keeper().start(
            [sys.executable, "-m", "celery", "-A", "followon.celery", "worker", "-c", "1"],
            env=environment(notify),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        keeper().end(self.process)


def environment(notify: FakeNotify) -> dict[str, str]:
    """Settings of a worker that sends to the stand-in from the test database."""
    database = connection.settings_dict
    at = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
    return {
        **os.environ,
        "DEBUG": "1",
        "DATABASE_URL": f"postgres://{at}/{database['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
        "TEXT_TRANSPORT": "notify",
        "EMAIL_TRANSPORT": "notify",
        "NOTIFY_BASE_URL": notify.url,
        "NOTIFY_API_KEY": API_KEY,
        "NOTIFY_TEXT_TEMPLATE": TEXT_TEMPLATE,
        "NOTIFY_EMAIL_TEMPLATE": EMAIL_TEMPLATE,
    }


@contextmanager
def worker(notify: FakeNotify) -> Iterator[Worker]:
    running = Worker(notify)
    try:
        yield running
    finally:
        running.kill()


def empty_the_broker() -> None:
    """As if it had been killed without a file to come back from."""
    assert urlsplit(settings.REDIS_URL).scheme == "redis"
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        for key in client.scan_iter("followon:*"):
            client.delete(key)
