"""One clock for many processes, which a test can put on and back while they run.

Run a module as a program on it: python -m tests.chaos.clock FILE MODULE …
The file holds by how many nanoseconds the clock is ahead of the real one.
"""

import mmap
import runpy
import struct
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

OFFSET = struct.Struct("q")
SECOND = 1_000_000_000


class SharedClock:
    """Real time and an offset that all who opened the same file see at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            path.write_bytes(OFFSET.pack(0))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), OFFSET.size)

    @property
    def offset(self) -> int:
        """Nanoseconds by which this clock is ahead of the real one."""
        return int(OFFSET.unpack(self._shared[: OFFSET.size])[0])

    def now(self) -> datetime:
        return datetime.fromtimestamp((time.time_ns() + self.offset) / SECOND, UTC)

    def set(self, moment: datetime) -> None:
        self._put(round(moment.timestamp() * SECOND) - time.time_ns())

    def shift(self, delta: timedelta) -> None:
        """On, or back where it is negative; in every process in the same instant."""
        self._put(self.offset + round(delta.total_seconds() * SECOND))

    def _put(self, offset: int) -> None:
        self._shared[: OFFSET.size] = OFFSET.pack(offset)


def live_on(clock: SharedClock) -> None:
    """From here on this process, and what it forks, reads that clock."""
    import _time_machine  # only here: the tests' own process stays on the real one
    import time_machine

    traveller = time_machine.travel(0, tick=True).start()
    real = _time_machine.original_time_ns
    traveller.time_ns = lambda: real() + clock.offset  # type: ignore[method-assign]


def main() -> None:
    path, module, *arguments = sys.argv[1:]
    live_on(SharedClock(Path(path)))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
