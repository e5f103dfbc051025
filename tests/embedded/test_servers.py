"""Both servers together."""

import pytest

from followon.embedded.postgres import CannotStart
from followon.embedded.servers import Servers


@pytest.fixture(autouse=True)
def no_servers_named(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setenv("DEBUG", "1")


@pytest.mark.parametrize("debug", ["0", "false", ""])
def test_they_refuse_to_run_in_production(tmp_path, monkeypatch, debug):
    monkeypatch.setenv("DEBUG", debug)

    with pytest.raises(SystemExit, match="DATABASE_URL and REDIS_URL"):
        Servers(tmp_path)


def test_servers_that_are_there_are_used(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://there/one")
    monkeypatch.setenv("REDIS_URL", "redis://there/2")

    with Servers(tmp_path / "servers") as servers:
        assert servers.environment == {
            "DATABASE_URL": "postgres://there/one",
            "REDIS_URL": "redis://there/2",
        }
    assert not (tmp_path / "servers").exists()


def test_when_one_cannot_start_the_other_is_stopped(tmp_path, monkeypatch):
    servers = Servers(tmp_path)
    stopped = []
    monkeypatch.setattr(servers.postgres, "start", lambda: "postgres://up")
    monkeypatch.setattr(servers.postgres, "stop", lambda: stopped.append("postgres"))

    def cannot() -> str:
        raise CannotStart("no")

    monkeypatch.setattr(servers.valkey, "start", cannot)

    with pytest.raises(CannotStart):
        servers.__enter__()
    assert stopped == ["postgres"]
