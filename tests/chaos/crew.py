"""Real workers, beats and a web process on one clock: started, killed, and started again."""

import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.awaiting import wait_for
from tests.chaos.clock import SharedClock
from tests.keeper import keeper

WORKER = ("celery", "-A", "followon", "worker", "--without-gossip", "--without-mingle")
BEAT = ("celery", "-A", "followon", "beat")
READY = b" ready."


@dataclass
class Process:
    """One program of the crew; `command` starts it again as it was."""

    name: str
    command: tuple[str, ...]
    log: Path
    running: subprocess.Popen[bytes] | None = None
    read_from: int = 0

    @property
    def is_up(self) -> bool:
        return self.running is not None and self.running.poll() is None

    def is_ready(self) -> bool:
        """Whether a worker has said since its last start that it takes tasks."""
        with self.log.open("rb") as log:
            log.seek(self.read_from)
            return READY in log.read()

    def said(self) -> str:
        """The end of its log, for a failed test's message."""
        return self.log.read_text(errors="replace")[-4000:] if self.log.exists() else ""


@dataclass
class Crew:
    """Everything that Celery and gunicorn run; `environment` is what each of them gets."""

    environment: dict[str, str]
    clock: SharedClock
    folder: Path
    processes: dict[str, Process] = field(default_factory=dict)
    ended_by_themselves: Counter[str] = field(default_factory=Counter)

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill_all()

    def worker(self, name: str, children: int = 1) -> Process:
        return self._new(name, (*WORKER, "-c", str(children), "-n", f"{name}@chaos"))

    def beat(self, name: str = "beat") -> Process:
        return self._new(name, BEAT)

    def web(self, port: int) -> Process:
        options = ("--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4")
        return self._new("web", ("gunicorn", *options, "followon.wsgi:application"))

    def start(self, process: Process) -> None:
        """Start it, or start it again."""
        assert not process.is_up, f"{process.name} runs already"
        clock = [sys.executable, "-m", "tests.chaos.clock", str(self.clock.path)]
        with process.log.open("ab") as log:
            process.read_from = log.tell()
            process.running = keeper().start(
                [*clock, *process.command],
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def kill(self, process: Process) -> None:
        """SIGKILL, for it and for its children."""
        if process.running is not None:
            keeper().end(process.running)
            process.running = None

    def kill_all(self) -> None:
        for process in self.processes.values():
            self.kill(process)

    def start_all(self) -> None:
        for process in self.processes.values():
            if not process.is_up:
                self.start(process)

    def mend(self) -> None:
        """Start again what ended by itself, as whatever supervises it would."""
        for process in self.processes.values():
            if process.running is not None and not process.is_up:
                self.ended_by_themselves[process.name] += 1
                self.kill(process)
                self.start(process)

    @property
    def workers(self) -> list[Process]:
        return [each for each in self.processes.values() if WORKER[3] in each.command]

    def wait_until_ready(self) -> None:
        """Until every worker that is up takes tasks."""
        for process in self.workers:
            if process.is_up:
                wait_for(process.is_ready, f"{process.name}:", said=process.said)

    def _new(self, name: str, command: tuple[str, ...]) -> Process:
        process = Process(name, command, self.folder / f"{name}.log")
        self.processes[name] = process
        self.start(process)
        return process
