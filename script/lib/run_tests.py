"""script/test, second half: pytest on embedded servers of its own, fast and emptied afterwards.

With --chaos the tests that kill processes run alone, in their full form, and print their tables.
"""

import os
import signal
import subprocess
import sys

import workplace

sys.path.insert(0, str(workplace.ROOT))

from followon.embedded.servers import Servers

ALL = ("-n", "2", "--dist", "loadgroup")  # each journey in the browser stays on one of the two
CHAOS, FULL_CHAOS = "--chaos", ("tests/chaos", "-v", "--capture=no")


def main() -> int:
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)  # the tests empty what they use, so they use their own
        if given := os.environ.get(f"TEST_{name}"):
            os.environ[name] = given
    folder, lock = workplace.own_folder("test")
    with lock, Servers(folder, fast=True) as servers:
        return pytest(servers.environment)


def pytest(servers: dict[str, str]) -> int:
    """Run it, and end as it ended; Ctrl-C reaches it by itself, and it then says how far it got."""
    arguments = sys.argv[1:] or list(ALL)
    environment = {**os.environ, **servers, "HELP_FILE": ""}  # tests that need one name it
    if CHAOS in arguments:
        environment["CHAOS"] = "full"
        arguments = [*FULL_CHAOS, *(each for each in arguments if each != CHAOS)]
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
