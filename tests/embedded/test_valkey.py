"""Valkey from the wheel: comes up, keeps what it was told, and goes."""

import psutil
import pytest
import redis

from followon.embedded.processes import Mark
from followon.embedded.valkey import configuration
from tests.embedded.conftest import kill_family


def test_it_answers_at_its_address_and_nowhere_else(valkey):
    url = valkey.start()
    process = psutil.Process(Mark.read(valkey.mark).pid)

    listening = {c.laddr.ip for c in process.net_connections() if c.status == psutil.CONN_LISTEN}

    assert redis.Redis.from_url(url).ping() is True
    assert listening == {"127.0.0.1"}


def test_it_wants_its_password(valkey):
    url = valkey.start()

    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(f"redis://{url.rpartition('@')[2]}").ping()


def test_its_password_is_not_on_its_command_line(valkey):
    url = valkey.start()
    password = url.split(":")[2].partition("@")[0]

    assert password not in " ".join(psutil.Process(Mark.read(valkey.mark).pid).cmdline())


def test_keys_survive_a_kill(valkey):
    redis.Redis.from_url(valkey.start()).set("queue", "kept")

    kill_family(Mark.read(valkey.mark).pid)
    valkey.process = None

    assert redis.Redis.from_url(valkey.start()).get("queue") == b"kept"


def test_it_stops(valkey):
    valkey.start()
    mark = Mark.read(valkey.mark)

    valkey.stop()

    assert (mark.process(), valkey.mark.exists()) == (None, False)


def test_a_folder_with_spaces_and_quotes_can_be_written_down(tmp_path):
    assert 'dir "/a b/\\"c"' in configuration(tmp_path / '/a b/"c', 1, "password", False)
