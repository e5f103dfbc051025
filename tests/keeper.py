"""Ends what a test run started and could not end itself, because it was killed.

    keeper = Keeper()
    process = keeper.start(["celery", …], env=…)
    keeper.end(process)

It is a process of its own that reads from a pipe. Each line names a process group or a folder, or
takes a name back; when the pipe closes, whatever is still named goes. No signal to the test run
can prevent that, not even SIGKILL.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import IO, Any

import psutil

ROOT = Path(__file__).resolve().parents[1]
SAME_START = 2.0  # seconds; a corrected clock moves what the system says by less


class Keeper:
    """The test run's end of the pipe."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=ROOT,
        )
        assert self.process.stdin is not None
        self.pipe: IO[bytes] = self.process.stdin

    def start(self, command: list[str], **options: Any) -> subprocess.Popen[Any]:
        """Start a program in a process group of its own, which ends with this process at last."""
        process = subprocess.Popen(command, start_new_session=True, cwd=ROOT, **options)
        self.watch(process.pid)
        return process

    def end(self, process: subprocess.Popen[Any], patience: float = 0.0) -> None:
        """End its whole group, politely first where there is patience, and wait for it."""
        if patience and process.poll() is None:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience)
        kill_group(process.pid)
        process.wait(10)
        self.forget(process.pid)

    def watch(self, pid: int) -> None:
        """Name a group whose leader somebody else has started."""
        self._say(f"group {pid} {started(pid)}")

    def watch_folder(self, folder: Path) -> None:
        self._say(f"folder {folder}")

    def forget(self, name: object) -> None:
        self._say(f"forget {name}")

    def close(self) -> None:
        """All that is still named goes now."""
        self.pipe.close()
        self.process.wait(30)

    def _say(self, line: str) -> None:
        self.pipe.write(f"{line}\n".encode())
        self.pipe.flush()


@cache
def keeper() -> Keeper:
    """The one of this process; it is made when it is first needed."""
    return Keeper()


def kill_group(pid: int) -> None:
    """Kill a process and all that it started in its group; fine where they are gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def started(pid: int) -> float:
    """When a process began; 0 where there is none of that number."""
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.NoSuchProcess:
        return 0.0


def main() -> None:
    """Read until the pipe closes, then end what is left."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    groups: dict[str, float] = {}
    folders: list[str] = []
    for line in sys.stdin:
        what, name, *more = line.rstrip("\n").split(" ", 1 if line.startswith("folder") else 2)
        if what == "group":
            groups[name] = float(more[0])
        elif what == "folder":
            folders.append(name)
        else:
            groups.pop(name, None)
    for name, since in groups.items():
        # A number is never given anew while its group lives; another start time is another group.
        if abs(started(int(name)) - since) < SAME_START or not started(int(name)):
            kill_group(int(name))
    for name in folders:
        shutil.rmtree(name, ignore_errors=True)


if __name__ == "__main__":
    main()
