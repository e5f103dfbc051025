"""The real thing on loopback: web, worker and beat as processes, at a time that can be moved."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path
from types import TracebackType

import requests
import time_machine

from tests.keeper import keeper

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT = 60.0


def pause(seconds: float) -> None:
    """Let another process get on; every caller bounds how often."""
    threading.Event().wait(seconds)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """Web, worker and beat over one database; `travel` starts them again at another time."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.port = int(environment["BASE_URL"].rsplit(":", 1)[1])
        self.url = environment["BASE_URL"]
        self.environment = {**os.environ, **environment}
        self.log = log
        self.running: list[subprocess.Popen[bytes]] = []
        self.clock: time_machine.travel | None = None

    def __enter__(self) -> "Site":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def travel(self, moment: datetime) -> None:
        """Stop everything, and start it again as if it were `moment`; this process goes along."""
        self.stop()
        self.clock = time_machine.travel(moment, tick=True)
        self.clock.start()
        gunicorn = ["--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--threads", "4"]
        self._start(moment, "gunicorn", *gunicorn, "followon.wsgi:application")
        celery = ["-A", "followon", "worker", "--concurrency", "2", "--loglevel", "info"]
        self._start(moment, "celery", *celery)
        self._start(moment, "celery", "-A", "followon", "beat", "--loglevel", "info")
        self._wait_until_it_answers()

    def manage(self, *arguments: str) -> str:
        """Run one of Django's commands and return what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def stop(self) -> None:
        """Stop the three, politely and then not, and come back to today."""
        if self.clock is not None:
            self.clock.stop()
            self.clock = None
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            keeper().end(process, patience=15)
        self.running.clear()

    def said(self) -> str:
        """The end of what the processes printed, for a failed test's message."""
        return self.log.read_text(errors="replace")[-6000:] if self.log.exists() else ""

    def _start(self, moment: datetime, *command: str) -> None:
        travelled = [sys.executable, "-m", "tests.journeys.travelled", moment.isoformat()]
        with self.log.open("ab") as log:
            self.running.append(
                keeper().start([*travelled, *command], env=self.environment, stdout=log, stderr=log)
            )

    def _wait_until_it_answers(self) -> None:
        stop_at = time.monotonic() + START_LIMIT
        while time.monotonic() < stop_at:
            dead = [p for p in self.running if p.poll() is not None]
            assert not dead, f"{dead[0].args} stopped:\n{self.said()}"
            try:
                if requests.get(f"{self.url}/health/ready", timeout=2).status_code == 200:
                    return
            except requests.RequestException:
                pause(0.2)
        raise AssertionError(f"The site did not answer in {START_LIMIT:.0f} s:\n{self.said()}")
