"""script/test, second half: pytest on embedded servers of its own, fast and emptied afterwards."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import workplace

sys.path.insert(0, str(workplace.ROOT))

from followon.embedded.servers import Servers, data_folder

ALL = ("-n", "2", "--dist", "loadgroup")  # each journey in the browser stays on one of the two
MOST_AT_ONCE = 9


def main() -> int:
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)  # the tests empty what they use, so they use their own
        if given := os.environ.get(f"TEST_{name}"):
            os.environ[name] = given
    folder, lock = own_folder()
    with lock, Servers(folder, fast=True) as servers:
        return pytest(servers.environment)


def own_folder() -> tuple[Path, IO[str]]:
    """A folder that no other script/test uses at this moment, and the lock that says so."""
    for number in range(1, MOST_AT_ONCE + 1):
        folder = data_folder("test" if number == 1 else f"test-{number}")
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
        if workplace.take(lock):
            return folder, lock
        lock.close()
    workplace.give_up(
        f"{MOST_AT_ONCE} test runs are under way in this folder; wait for one to end."
    )


def pytest(servers: dict[str, str]) -> int:
    """Run it, and end as it ended; Ctrl-C reaches it by itself, and it then says how far it got."""
    arguments = sys.argv[1:] or list(ALL)
    environment = {**os.environ, **servers}
    environment.pop("TMPDIR", None)  # sockets in a deep folder would have names that are too long
    command = [sys.executable, "-m", "pytest", *arguments]
    process = subprocess.Popen(command, env=environment, cwd=workplace.ROOT)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue
        except SystemExit:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())
