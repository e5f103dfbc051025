"""Programs beside the bench: gunicorn, a worker, a stand-in, a second process that makes load."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 30.0


class Program:
    """A context: `python <arguments>` with the bench's environment and some more, ended after.

    One that is `quiet` may print as much as it likes, and nobody reads it.
    """

    def __init__(self, *arguments: str, quiet: bool = False, **environment: str) -> None:
        self.command = [sys.executable, *arguments]
        self.output = subprocess.DEVNULL if quiet else subprocess.PIPE
        self.environment = {**os.environ, **environment}

    def __enter__(self) -> "Program":
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=self.output,
            text=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.terminate()
        try:
            self.process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()

    def line(self) -> str:
        """The next line that it prints, such as the port that it listens on."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{' '.join(self.command)} ended with {self.process.wait()}")
        return line.strip()

    def answers(self, url: str) -> None:
        """Wait until it answers there."""
        ends = time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 (our own)
            except urllib.error.HTTPError:
                return
            except OSError:
                if time.monotonic() > ends or self.process.poll() is not None:
                    raise
                time.sleep(0.05)
            else:
                return
