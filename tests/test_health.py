"""Health of the web process: alive without anything, ready with a database."""

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client


def test_alive_asks_the_database_nothing(client):
    # No mark for the database: pytest-django fails any test that touches it without one.
    answer = client.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_when_both_answer(client):
    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ok", "database": "answers", "broker": "answers"},
    )


@pytest.mark.django_db
def test_a_broker_that_is_gone_is_named_and_takes_no_pages_away(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["broker"]) == (200, "does not answer")


def test_a_database_that_is_gone_makes_it_not_ready(client, monkeypatch):
    def gone(*args: object) -> None:
        raise OperationalError("the server is gone")

    monkeypatch.setattr(connection, "cursor", gone)

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["database"]) == (503, "does not answer")


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_is_only_looked_at(path):
    assert Client().post(path).status_code == 405
