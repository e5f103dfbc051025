"""Processes are known by number and start time, and end even when they would rather not."""

import dataclasses
import os
import signal
import stat
import subprocess
import sys

import psutil

from followon.embedded.processes import Mark, stop, write_private

STUBBORN = """
import signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(60)
"""


def test_a_mark_finds_its_process(tmp_path):
    Mark.of(os.getpid(), port=5).write(tmp_path / "mark.json")

    found = Mark.read(tmp_path / "mark.json")

    assert (found.process().pid, found.port) == (os.getpid(), 5)


def test_a_number_that_was_given_to_another_process_is_not_taken_for_it():
    mark = dataclasses.replace(Mark.of(os.getpid()), started=1.0)

    assert mark.process() is None


def test_a_mark_that_was_half_written_is_no_mark(tmp_path):
    (tmp_path / "mark.json").write_text('{"pid": 1')

    assert Mark.read(tmp_path / "mark.json") is None


def test_a_process_that_ignores_the_request_is_killed():
    process = psutil.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE)
    process.stdout.readline()

    stop(process, [(signal.SIGTERM, 0.2)])

    assert process.wait(timeout=5) == -signal.SIGKILL


def test_a_private_file_is_private(tmp_path):
    write_private(tmp_path / "secret", "text")

    mode = stat.S_IMODE((tmp_path / "secret").stat().st_mode)
    assert ((tmp_path / "secret").read_text(), mode, len(list(tmp_path.iterdir()))) == (
        "text",
        0o600,
        1,
    )
