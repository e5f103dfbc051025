"""A test run that is killed leaves no process and no folder behind."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.chaos.awaiting import wait_for
from tests.keeper import ROOT, kill_group

# Starts a shell with a child of its own, says both numbers, and waits to be killed.
RUN = """
import subprocess, sys, threading
from pathlib import Path
from tests.keeper import keeper
keeper().watch_folder(Path(sys.argv[1]))
for _ in range(2):
    shell = keeper().start(["sh", "-c", "sleep 300 & echo $!; wait"], stdout=subprocess.PIPE)
    print(shell.pid, int(shell.stdout.readline()), flush=True)
if sys.argv[2] == "end":
    keeper().end(shell)
    print("ended", flush=True)
threading.Event().wait(300)
"""


def run(folder: Path, what: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, str(folder), what]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def pair(process: subprocess.Popen[str]) -> list[int]:
    assert process.stdout is not None
    return [int(pid) for pid in process.stdout.readline().split()]


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "a folder"
    (made / "inside").mkdir(parents=True)
    return made


@pytest.fixture
def killed_later(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = run(folder, "end")
    yield process
    kill_group(process.pid)


def test_whatever_a_killed_run_has_started_ends_with_it(folder):
    process = run(folder)
    started = [*pair(process), *pair(process)]
    assert [pid for pid in started if is_gone(pid)] == []

    process.send_signal(signal.SIGKILL)
    process.wait(5)

    wait_for(lambda: all(map(is_gone, started)), "the processes to end", patience=15)
    wait_for(lambda: not folder.exists(), "the folder to go", patience=15)


def test_what_is_ended_goes_with_its_children_and_nothing_else_does(killed_later):
    first, second = pair(killed_later), pair(killed_later)

    assert killed_later.stdout.readline() == "ended\n"

    wait_for(lambda: all(map(is_gone, second)), "the second pair to end", patience=15)
    assert [pid for pid in first if is_gone(pid)] == []
