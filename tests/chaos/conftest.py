"""A whole service for these tests alone: servers, gateway, clock, and processes to be killed."""

import contextlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connections

from followon.embedded.processes import free_port
from tests.chaos.clock import SharedClock
from tests.chaos.crew import Crew
from tests.chaos.ledger import Ledger
from tests.chaos.servers import OwnPostgres, OwnValkey
from tests.chaos.stage import Stage, nudges_go_to
from tests.fakes.notify import API_KEY, EMAIL_TEMPLATE, TEXT_TEMPLATE
from tests.keeper import keeper

TEMPLATE = "followon"
TOKEN = secrets.token_urlsafe(24)
# Wednesday 9 September 2026, 10am in London: texts of every kind may leave for ten hours.
MORNING = datetime(2026, 9, 9, 9, 0, tzinfo=UTC)
TIMEOUT = 3  # seconds that the gateway has for an answer


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/chaos" in item.path.as_posix():
            item.add_marker(pytest.mark.chaos)


@pytest.fixture(scope="session")
def own_postgres(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> Iterator[OwnPostgres]:
    """With our tables in what each test gets a copy of."""
    server = OwnPostgres(tmp_path_factory.mktemp("chaos") / "postgres")
    tests = connections["default"].settings_dict
    try:
        address = server.start()
        if tests["NAME"].startswith("test_"):
            server.take_tables(of=tests, into=address)
        else:  # no test of this run has asked for the usual database, so there is none
            migrate(address)
        yield server
    finally:
        server.end()


def migrate(address: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--no-input", "-v", "0"],
        env={**os.environ, "DATABASE_URL": address, "DEBUG": "1"},
        check=True,
        timeout=120,
    )


@pytest.fixture
def database(own_postgres: OwnPostgres, django_db_blocker) -> Iterator[str]:
    """A new database, which this process's own queries go to as well."""
    name = f"chaos_{secrets.token_hex(4)}"
    address = own_postgres.make(name, TEMPLATE)
    with django_db_blocker.unblock(), queries_go_to(own_postgres, name):
        yield address
    own_postgres.drop(name)


@contextlib.contextmanager
def queries_go_to(server: OwnPostgres, name: str) -> Iterator[None]:
    """Django's default connection, for as long as this lasts."""
    usual = connections.settings["default"]
    with contextlib.suppress(AttributeError):
        connections["default"].close()
        del connections["default"]
    connections.settings["default"] = {
        **usual,
        "NAME": name,
        "HOST": "127.0.0.1",
        "PORT": str(server.port),
        "USER": "followon",
        "PASSWORD": server.password,
    }
    try:
        yield
    finally:
        connections["default"].close()
        del connections["default"]
        connections.settings["default"] = usual


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[OwnValkey]:
    server = OwnValkey(tmp_path / "valkey")
    try:
        server.begin()
        yield server
    finally:
        server.end()


@pytest.fixture
def clock(tmp_path: Path) -> SharedClock:
    shared = SharedClock(tmp_path / "clock")
    shared.set(MORNING)
    return shared


@pytest.fixture
def gateway(clock: SharedClock) -> Iterator[Ledger]:
    process = keeper().start(
        [sys.executable, "-m", "tests.chaos.gateway", str(clock.path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        yield Ledger(int(process.stdout.readline()))
    finally:
        keeper().end(process)


@pytest.fixture
def stage(
    own_postgres: OwnPostgres,
    database: str,
    valkey: OwnValkey,
    gateway: Ledger,
    clock: SharedClock,
    tmp_path: Path,
) -> Iterator[Stage]:
    """All of it, with nobody at work yet."""
    port = free_port()
    environment = {
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "followon.settings",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database,
        "REDIS_URL": valkey.address,
        "PLAN_EVERY_SECONDS": "1",
        "TEXT_TRANSPORT": "notify",
        "EMAIL_TRANSPORT": "notify",
        "TRANSPORT_TIMEOUT": str(TIMEOUT),
        "NOTIFY_BASE_URL": gateway.url,
        "NOTIFY_API_KEY": API_KEY,
        "NOTIFY_TEXT_TEMPLATE": TEXT_TEMPLATE,
        "NOTIFY_EMAIL_TEMPLATE": EMAIL_TEMPLATE,
        "NOTIFY_CALLBACK_TOKEN": TOKEN,
    }
    with nudges_go_to(valkey.address), Crew(environment, clock, tmp_path) as crew:
        yield Stage(own_postgres, valkey, gateway, clock, crew, port, TOKEN)
