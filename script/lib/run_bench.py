"""script/bench, second half: each bench in a process and a database of its own, thrown away."""

import argparse
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import workplace
from psycopg2 import sql
from run_checks import MANAGE, production

sys.path.insert(0, str(workplace.ROOT))

from followon.embedded.servers import Servers

FOLDER = workplace.ROOT / "tests" / "bench"
OURS = "followon_bench_"


def main() -> int:
    chosen = arguments()
    if chosen.list:
        print("\n".join(benches()))
        return 0
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    folder, lock = workplace.own_folder("bench")
    own_server = not os.environ.get("DATABASE_URL")
    with lock, Servers(folder) as servers:
        if own_server:
            drop_leftovers(servers.environment["DATABASE_URL"])
        return run(chosen.names or benches(), small=chosen.small, servers=servers.environment)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="bench", help=f"one of {', '.join(benches())}")
    parser.add_argument("--small", action="store_true", help="a quick try with less of everything")
    parser.add_argument("--list", action="store_true", help="name the benches and measure nothing")
    chosen = parser.parse_args()
    if unknown := sorted(set(chosen.names) - set(benches())):
        parser.error(f"no bench {', '.join(unknown)}; there are {', '.join(benches())}")
    return chosen


def benches() -> list[str]:
    """The modules of tests/bench that can be run: those that say so themselves."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if runs(path))


def runs(path: Path) -> bool:
    return "\ndef run(show: Show) -> None:\n" in path.read_text()


def run(names: list[str], *, small: bool, servers: dict[str, str]) -> int:
    """One after another, each on a copy of one migrated database; how many broke down."""
    server, broken = servers["DATABASE_URL"], 0
    with database(server) as template:
        manage = [*MANAGE, "migrate", "--verbosity", "0"]
        environment = like_production(servers)
        subprocess.run(
            manage, env={**environment, "DATABASE_URL": template}, check=True, cwd=workplace.ROOT
        )
        for name in names:
            with database(server, copied_from=template) as url:
                command = [sys.executable, "-m", "tests.bench", name, *(["--small"] * small)]
                done = subprocess.run(
                    command,
                    env={**environment, "DATABASE_URL": url},
                    cwd=workplace.ROOT,
                    check=False,
                )
                broken += done.returncode != 0
    return 1 if broken else 0


def like_production(servers: dict[str, str]) -> dict[str, str]:
    """Production's settings: with DEBUG on Django remembers every query, which costs time.

    Only HTTPS is off, because what is measured is spoken to on this machine without a proxy.
    """
    hosts = {"ALLOWED_HOSTS": "127.0.0.1,localhost", "HTTPS": "0", "LOG_LEVEL": "WARNING"}
    environment = {**os.environ, **production(), **servers, **hosts}
    environment.pop("TMPDIR", None)  # sockets in a deep folder would have names that are too long
    return environment


@contextmanager
def database(server: str, *, copied_from: str = "") -> Iterator[str]:
    """A database of its own on that server, which nothing outlives."""
    name = OURS + secrets.token_hex(6)
    made = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    if copied_from:
        template = sql.Identifier(urlsplit(copied_from).path.removeprefix("/"))
        made = sql.SQL("{} TEMPLATE {}").format(made, template)
    execute(server, made)
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        drop(server, name)


def drop(server: str, name: str) -> None:
    execute(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def drop_leftovers(server: str) -> None:
    """What a bench that was killed has left on our own server."""
    found = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
    for (name,) in execute(server, found, [OURS]):
        drop(server, name)


def execute(server: str, statement: str | sql.Composable, values: tuple | list = ()) -> list[tuple]:
    connection = psycopg2.connect(server)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
