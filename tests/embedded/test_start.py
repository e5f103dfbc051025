"""script/start as a person runs it: up, beside itself, stopped, killed, and on a busy port."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg2
import pytest

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("script", "followon", "groups", "pmp", "templates", "static")
FILES = (
    "manage.py",
    "package.json",
    "package-lock.json",
    "requirements.txt",
    "requirements-dev.txt",
)
PATIENCE = 90
SERVICE = (
    *("Avon Pain Service", "--message-name", "Avon Follow-on", "--phone", "0117 496 0123"),
    *("--lead-name", "Gareth Lindqvist", "--lead-email", "gareth@example.com"),
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("start"),
    pytest.mark.skipif(
        not (ROOT / ".data" / "assets.json").exists(), reason="needs what script/test installs"
    ),
]


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A database that has a pain service, so that no demo is made."""
    server, name = os.environ["DATABASE_URL"], f"start_{os.getpid()}"
    url = urlsplit(server)._replace(path=f"/{name}").geturl()
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        for command in (["migrate", "-v0"], ["start_service", *SERVICE]):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                env={**os.environ, "DATABASE_URL": url},
                cwd=ROOT,
                check=True,
            )
        yield url
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    connection.close()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository, installed, in a folder with a space in its name."""
    copy = tmp_path_factory.mktemp("a checkout")
    for folder in COPIED:
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in FILES:
        shutil.copy(ROOT / file, copy)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    (copy / ".data").mkdir()
    shutil.copy(ROOT / ".data" / "assets.json", copy / ".data")
    return copy


class Start:
    """One script/start and what it has printed so far."""

    def __init__(self, checkout: Path, database: str, **environment: str) -> None:
        self.text = ""
        self.changed = threading.Condition()
        self.process = subprocess.Popen(
            [checkout / "script" / "start"],
            env={
                "PATH": os.environ["PATH"],
                "HOME": "/nonexistent",
                "DATABASE_URL": database,
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            with self.changed:
                self.text += line
                self.changed.notify_all()

    def says(self, pattern: str) -> re.Match[str]:
        """Wait until it has printed something."""
        with self.changed:
            said = self.changed.wait_for(lambda: re.search(pattern, self.text), PATIENCE)
        assert said, f"not said: {pattern}\n{self.text}"
        return said

    def ends(self, number: int = 0) -> int:
        if number:
            self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@pytest.fixture
def start(checkout: Path, database: str) -> Iterator[type[Start]]:
    started: list[Start] = []

    def make(**environment: str) -> Start:
        started.append(Start(checkout, database, **environment))
        return started[-1]

    yield make
    for each in started:
        if each.process.poll() is None:
            each.ends(signal.SIGTERM)


def running_in(checkout: Path) -> list[str]:
    """Every process that was started from this folder or works on it."""
    found = []
    for process in psutil.process_iter():
        try:
            words = " ".join(process.cmdline())
            if str(checkout) in words and process.status() != psutil.STATUS_ZOMBIE:
                found.append(words)
        except psutil.Error:
            continue
    return found


def test_it_runs_once_and_leaves_nothing_running(start, checkout):
    first = start()
    url = first.says(r"Follow-on is at (\S+)")[1]
    first.says("Sign in as one of these")
    with urllib.request.urlopen(f"{url}/health/ready") as answer:  # noqa: S310 (our own)
        assert answer.status == 200

    second = start()
    assert second.ends() == 0
    assert f"already running here: {url}" in second.text

    assert first.ends(signal.SIGINT) == 0
    assert running_in(checkout) == []


def test_what_a_killed_start_has_left_is_ended_by_the_next(start, checkout):
    first = start()
    first.says("Follow-on is at")
    first.ends(signal.SIGKILL)
    left = len(running_in(checkout))

    second = start()
    second.says(r"Ended \d+ processes that an earlier start had left behind")
    second.says("Follow-on is at")

    assert left >= 3
    assert second.ends(signal.SIGTERM) == 0
    assert running_in(checkout) == []


def test_a_busy_usual_port_is_said_and_the_next_taken(start):
    with socket.socket() as busy:
        busy.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            busy.bind(("127.0.0.1", 8000))
            busy.listen()
        except OSError:
            pass  # somebody else has it, which is as good
        port = int(start().says(r"Follow-on is at http://127\.0\.0\.1:(\d+)")[1])

    assert port > 8000


def test_a_busy_port_that_was_asked_for_is_refused_by_number(start):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        asked = start(PORT=str(port))

        assert asked.ends() == 1
    assert f"Port {port} (PORT) is taken" in asked.text


def test_it_does_not_run_in_production(start):
    refused = start(DEBUG="0")

    assert refused.ends() == 1
    assert "does not run with DEBUG off" in refused.text


def test_nothing_is_written_outside_the_folder(start, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    running = start(HOME=str(home))
    running.says("Follow-on is at")
    running.ends(signal.SIGTERM)

    assert list(home.iterdir()) == []
