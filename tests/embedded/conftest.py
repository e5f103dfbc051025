"""Servers of their own for these tests, and a look at what is left of them."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from followon.embedded.postgres import Postgres
from followon.embedded.valkey import Valkey


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "embedded" in item.path.parts:
            item.add_marker(pytest.mark.embedded)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A server's folder, closed to others like all of pytest's: as root its data lie elsewhere."""
    folder = tmp_path_factory.mktemp("cluster") / "servers"
    yield folder
    remove_elsewhere(folder)


@pytest.fixture
def postgres(cluster: Path) -> Iterator[Postgres]:
    """Not started; what earlier tests have put into it may still be there."""
    server = Postgres(cluster, fast=True)
    yield server
    server.stop()


@pytest.fixture
def new_postgres(tmp_path: Path) -> Iterator[Postgres]:
    """Not started, and without any data yet."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = Postgres(closed / "servers", fast=True)
    yield server
    server.stop()
    remove_elsewhere(server.folder)


def remove_elsewhere(folder: Path) -> None:
    note = folder / "postgres.elsewhere"
    if note.exists():
        shutil.rmtree(note.read_text().strip())


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    server = Valkey(tmp_path / "servers")
    yield server
    server.stop()


def kill_family(pid: int) -> None:
    """What a crash of the machine would do to a server and all its helpers."""
    parent = psutil.Process(pid)
    family = [parent, *parent.children(recursive=True)]
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):  # helpers go by themselves, and fast
            process.kill()
    psutil.wait_procs(family, timeout=10)
