"""What is measured with, and on what."""

import os
import platform
import resource
import sys
import time
from pathlib import Path
from types import TracebackType

from django.db import connection


class Clock:
    """A context that measures the seconds that pass, and those that this process computed."""

    seconds = 0.0
    busy = 0.0

    def __enter__(self) -> "Clock":
        self._started, self._began = time.perf_counter(), time.process_time()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.seconds = time.perf_counter() - self._started
        self.busy = time.process_time() - self._began


def peak_memory() -> float:
    """The most that this process has held until now, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def description() -> str:
    """One line: cores, processor, load at the end, versions."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgres = cursor.fetchone()[0].split()[0]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{cores} cores ({processor()}), load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, PostgreSQL {postgres}"
    )


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
