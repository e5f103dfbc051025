"""A real worker, as production starts it, says at once what is not set up at a provider."""

import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from tests.fakes.notify import API_KEY, EMAIL_TEMPLATE, TEXT_TEMPLATE, FakeNotify

SAID = "This key of GOV.UK Notify may only write to the team"
PATIENCE = 90  # seconds, on however busy a machine


def environment(notify: FakeNotify) -> dict[str, str]:
    database = connection.settings_dict
    at = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
    return {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "fo.example.org",
        "BASE_URL": "https://fo.example.org",
        "DATABASE_URL": f"postgres://{at}/{database['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
        "TEXT_TRANSPORT": "notify",
        "EMAIL_TRANSPORT": "notify",
        "NOTIFY_BASE_URL": notify.url,
        "NOTIFY_API_KEY": API_KEY,
        "NOTIFY_TEXT_TEMPLATE": TEXT_TEMPLATE,
        "NOTIFY_EMAIL_TEMPLATE": EMAIL_TEMPLATE,
        "NOTIFY_CALLBACK_TOKEN": secrets.token_urlsafe(40),
    }


@pytest.fixture
def worker(transactional_db) -> Iterator[subprocess.Popen[str]]:
    with FakeNotify(team_only=True) as notify:
        command = ("celery", "-A", "followon", "worker", "--pool", "solo", "--without-gossip")
        running = subprocess.Popen(
            [sys.executable, "-m", *command, "--without-mingle"],
            env=environment(notify),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        hurry = threading.Timer(PATIENCE, lambda: os.killpg(running.pid, signal.SIGKILL))
        hurry.start()
        yield running
        hurry.cancel()
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait(10)
        assert notify.sent == []


def test_a_worker_says_what_is_not_set_up_when_it_starts(worker):
    heard = []
    for line in worker.stdout:
        heard.append(line)
        if SAID in line:
            return
    pytest.fail("The worker ended without a word of it:\n" + "".join(heard[-20:]))
