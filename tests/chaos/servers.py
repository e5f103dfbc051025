"""PostgreSQL and Valkey of their own, to be killed and brought back at the same address."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg2

from followon.embedded.postgres import Postgres, installed_programs
from followon.embedded.processes import free_port
from followon.embedded.valkey import Valkey
from tests.keeper import keeper, kill_group

PATIENCE = 60.0


class OwnPostgres(Postgres):
    """It syncs to disk, because what was committed is what these tests count by."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, port=free_port())

    def start(self) -> str:
        address = super().start()
        assert self.process is not None
        keeper().watch(self.process.pid)
        if self.elsewhere is not None:
            keeper().watch_folder(self.elsewhere)
        return address

    def restart(self) -> None:
        """As an administrator does: connections are cut, nothing that was committed is lost."""
        self._forget()
        self.stop()
        self.start()

    def crash(self) -> None:
        """All its processes are killed at once; it comes back by reading its log."""
        assert self.process is not None
        kill_group(self.process.pid)
        self.process.wait(10)
        self._forget()
        self.process = None
        self.start()

    def end(self) -> None:
        self._forget()
        self.stop()
        if self.elsewhere is not None:
            shutil.rmtree(self.elsewhere, ignore_errors=True)

    def take_tables(self, *, of: Mapping[str, Any], into: str) -> None:
        """The tables of a database that was migrated already, which is faster than to migrate."""
        programs = installed_programs()
        password = {"PGPASSWORD": str(of["PASSWORD"])}
        at = ["-h", str(of["HOST"]), "-p", str(of["PORT"] or 5432), "-U", str(of["USER"])]
        dump = [str(programs / "pg_dump"), *at, "--schema-only", "--no-owner", str(of["NAME"])]
        done = subprocess.run(
            dump, env={**os.environ, **password}, capture_output=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stderr.decode()
        load = [str(programs / "psql"), "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", into]
        done = subprocess.run(load, input=done.stdout, capture_output=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr.decode()

    def make(self, name: str, template: str) -> str:
        """A new database, the copy of another; its address."""
        with contextlib.closing(self._connect()) as connection, connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(self.port, database=name)

    def drop(self, name: str) -> None:
        with contextlib.closing(self._connect()) as connection, connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _connect(self) -> psycopg2.extensions.connection:
        connection = psycopg2.connect(self.url(self.port, database="postgres"))
        connection.autocommit = True
        return connection

    def _forget(self) -> None:
        if self.process is not None:
            keeper().forget(self.process.pid)


class OwnValkey(Valkey):
    """Keeps its queue on disk as in production, until it is wiped."""

    address = ""

    @property
    def is_up(self) -> bool:
        return self.process is not None and self.process.is_running()

    def begin(self) -> str:
        self.address = self.start()
        self._watch()
        return self.address

    def crash(self) -> None:
        """Killed; what it holds on disk stays."""
        assert self.process is not None
        keeper().forget(self.process.pid)
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        self.process = None

    def wipe(self) -> None:
        """Nothing is left to come back from; only while it is down."""
        shutil.rmtree(self.folder / "valkey")
        (self.folder / "valkey").mkdir()

    def come_back(self) -> None:
        """At the same port, with the same password."""
        port, password = int(self.address.rpartition(":")[2].partition("/")[0]), self._password()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.run(port, password)
            if self.answers(self.address, deadline):
                self._watch()
                return
        raise AssertionError(f"Valkey does not come back: see {self.folder}/valkey.log")

    def end(self) -> None:
        if self.process is not None:
            keeper().forget(self.process.pid)
        self.stop()

    def _password(self) -> str:
        return self.address.split(":", 2)[2].rpartition("@")[0]

    def _watch(self) -> None:
        assert self.process is not None
        keeper().watch(self.process.pid)
