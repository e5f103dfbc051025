"""PostgreSQL from the wheel: comes up, keeps what it was told, and goes."""

import os
import stat
from urllib.parse import urlsplit

import psutil
import psycopg2
import pytest

from followon.embedded.postgres import Postgres, end_servers_on
from followon.embedded.processes import Mark
from tests.embedded.conftest import kill_family


def ask(url: str, question: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def mark_of(server: Postgres) -> Mark:
    mark = Mark.read(server.mark)
    assert mark
    return mark


def test_it_starts_from_nothing_and_answers_at_its_address(postgres):
    url = postgres.start()

    assert ask(url, "SELECT current_database(), current_user, upper('é')") == [
        ("followon", "followon", "É")
    ]


def test_it_listens_on_this_machine_alone(postgres):
    postgres.start()
    process = psutil.Process(mark_of(postgres).pid)

    listening = {c.laddr.ip for c in process.net_connections() if c.status == psutil.CONN_LISTEN}

    assert listening == {"127.0.0.1"}


def test_it_wants_a_password_that_only_we_can_read(postgres):
    url = postgres.start()
    password = urlsplit(url).password or ""

    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(url.replace(password, "a-guess"))
    mode = stat.S_IMODE((postgres.folder / "postgres.password").stat().st_mode)
    assert (len(password) >= 32, mode) == (True, 0o600)


def test_it_stops_and_keeps_rows_for_the_next_start(postgres):
    ask(postgres.start(), "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS number")
    mark = mark_of(postgres)

    postgres.stop()

    assert (mark.process(), postgres.mark.exists()) == (None, False)
    assert ask(postgres.start(), "SELECT number FROM kept") == [(7,)]


def test_rows_survive_a_kill_of_everything(postgres):
    postgres.fast = False
    ask(
        postgres.start(),
        "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number",
    )

    kill_family(mark_of(postgres).pid)
    postgres.process = None  # as for a start by another process

    assert ask(postgres.start(), "SELECT count(*) FROM kept") == [(1000,)]


def test_a_start_ends_the_server_that_a_killed_start_has_left(postgres):
    ask(postgres.start(), "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS number")
    left = mark_of(postgres)
    postgres.process = None  # whoever started it is gone

    url = postgres.start()

    assert left.process() is None
    assert ask(url, "SELECT number FROM kept") == [(7,)]


def test_a_start_finds_a_left_over_server_even_without_its_mark(postgres):
    postgres.start()
    left = mark_of(postgres)
    postgres.process = None
    postgres.mark.unlink()

    postgres.start()

    assert left.process() is None


def test_a_lock_that_names_a_stranger_s_process_does_not_stop_the_start(postgres):
    postgres.start()
    data = (postgres.elsewhere or postgres.folder) / "postgres"
    kill_family(mark_of(postgres).pid)
    postgres.process = None
    lock = data / "postmaster.pid"
    lock.write_text("\n".join([str(os.getpid()), *lock.read_text().split("\n")[1:]]))

    end_servers_on(data)

    assert (lock.exists(), psutil.pid_exists(os.getpid())) == (False, True)


def test_data_that_were_never_finished_are_made_again(new_postgres):
    new_postgres.start()
    new_postgres.stop()
    (new_postgres.folder / "postgres.ready").unlink()  # as after a kill in the middle of initdb
    data = (new_postgres.elsewhere or new_postgres.folder) / "postgres"
    (data / "global" / "pg_control").unlink()

    assert ask(new_postgres.start(), "SELECT 1") == [(1,)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user to drop to")
class TestAsRoot:
    def test_the_server_alone_runs_as_somebody_unprivileged(self, postgres):
        postgres.start()

        uids = psutil.Process(mark_of(postgres).pid).uids()

        assert (0 in uids, os.geteuid()) == (False, 0)

    def test_no_folder_above_is_opened_for_it(self, new_postgres):
        closed = new_postgres.folder.parent

        new_postgres.start()

        elsewhere = new_postgres.elsewhere
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        assert not elsewhere.is_relative_to(closed)
        assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o700

    def test_the_folder_elsewhere_is_found_again(self, postgres):
        ask(postgres.start(), "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS number")
        first = postgres.elsewhere
        postgres.stop()
        again = Postgres(postgres.folder, fast=True)

        try:
            rows = ask(again.start(), "SELECT number FROM kept")
        finally:
            again.stop()

        assert (again.elsewhere, rows) == (first, [(7,)])
