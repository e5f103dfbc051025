"""Processes that outlive whoever started them: who they are, whether they run, how they end."""

import json
import os
import signal
import socket
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

SAME_START = 2  # seconds; a corrected clock moves what the system says by less


@dataclass(frozen=True)
class Mark:
    """A process by number and start time, so that a number used again is not taken for it."""

    pid: int
    started: float
    port: int = 0

    @classmethod
    def of(cls, pid: int, *, port: int = 0) -> "Mark":
        return cls(pid=pid, started=psutil.Process(pid).create_time(), port=port)

    @classmethod
    def read(cls, path: Path) -> "Mark | None":
        try:
            return cls(**json.loads(path.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def write(self, path: Path) -> None:
        write_private(path, json.dumps(asdict(self)))

    def process(self) -> psutil.Process | None:
        """The process, where it still runs and is the same one."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) < SAME_START
            alive = process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return None
        return process if same and alive else None


def stop(process: psutil.Process, signals: Sequence[tuple[int, float]]) -> None:
    """Send each signal in turn and wait its number of seconds, until the process has ended."""
    for number, patience in (*signals, (signal.SIGKILL, 5.0)):
        try:
            process.send_signal(number)
            process.wait(timeout=patience)
        except psutil.NoSuchProcess:
            return
        except psutil.TimeoutExpired:
            continue
        else:
            return


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def write_private(path: Path, text: str) -> None:
    """Replace a file by one that only its owner reads, whole or not at all."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    partial.replace(path)


def plain_environment() -> dict[str, str]:
    """What a server gets from ours: nothing that would change how it reads its own settings."""
    kept = ("PATH", "TZ", "TMPDIR")
    return {"LC_ALL": "C", **{name: os.environ[name] for name in kept if name in os.environ}}


def detached(log: Any) -> dict[str, Any]:
    """How a server is started: away from our terminal and its Ctrl-C, printing to its log."""
    return {
        "stdout": log,
        "stderr": log,
        "start_new_session": True,
        "cwd": "/",
        "env": plain_environment(),
    }
