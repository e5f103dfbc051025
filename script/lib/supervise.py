"""Programs run side by side: their output with a name before each line, and their common end."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

BADGE = "FOLLOW_ON_RUN"  # in the environment of all that one start has started
PATIENCE = 10  # seconds for a program to end when asked


class Stopped(BaseException):
    """Somebody asked for the end: Ctrl-C, a closed terminal, or kill."""


@dataclass
class Program:
    """One program in a process group of its own, so that Ctrl-C reaches us alone."""

    name: str
    command: Sequence[str | Path]
    environment: dict[str, str]
    handles: Sequence[int] = ()
    process: subprocess.Popen[str] | None = field(default=None, init=False)

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=self.handles,
            text=True,
            errors="replace",
        )
        output = (self.name, self.process.stdout or ())
        threading.Thread(target=show, args=output, daemon=True).start()

    @property
    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None


def show(name: str, output: Iterable[str]) -> None:
    for line in output:
        print(f"{name:<8} | {line}", end="", flush=True)


def stop_all(programs: Sequence[Program], badge: str) -> None:
    """Ask each to end, then end what is left of them and of whatever they started."""
    running = [p.process for p in programs if p.process and p.process.poll() is None]
    for process in running:
        process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
    end_leftovers(badge)


def end_leftovers(badge: str) -> int:
    """Kill every process that carries the badge; nobody else's can, and ours all do."""
    left = list(badged(badge))
    for process in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(left, timeout=5)
    return len(left)


def badged(badge: str) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        if process.pid == os.getpid():
            continue
        with contextlib.suppress(psutil.Error):
            if badge and process.environ().get(BADGE) == badge:
                yield process


def stop_on_signals() -> None:
    """The first signal raises Stopped where we stand; those that follow do not disturb the end."""

    def stop(number: int, frame: object) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(signal.Signals(number).name)

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, stop)


def wait_for_an_end(programs: Sequence[Program]) -> Program:
    """Return the first program that ends by itself."""
    while True:
        for program in programs:
            if program.ended:
                return program
        time.sleep(0.2)


def python(*arguments: str | Path) -> list[str | Path]:
    return [sys.executable, *arguments]
