"""What is logged tells what happened, and nothing about whom it happened to."""

import io
import json
import logging
import sys

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from followon import logs


@login_not_required
def personal(request, code):
    return HttpResponse("ok")


@login_not_required
def broken(request, code):
    raise IntegrityError(f"Key (name)=(Nora Pickersgill) already exists, {code}")


urlpatterns = [
    path("l/<str:code>/", personal, name="personal_link"),
    path("broken/<str:code>/", broken, name="broken_link"),
]


@pytest.fixture
def printed():
    """What production would print during the test."""
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(logs.Json())
    root = logging.getLogger()
    root.addHandler(handler)
    before, root.level = root.level, logging.INFO
    yield output
    root.removeHandler(handler)
    root.setLevel(before)


def entries(output: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("to nora.p+x@example.co.uk now", "to [e-mail] now"),
        ("to 07700 900123 now", "to [phone] now"),
        ("to 07700900123", "to [phone]"),
        ("to +44 7700 900123.", "to [phone]."),
        ("to +447700900123", "to [phone]"),
        ("to (+44) 7700 900123", "to [phone]"),
        ("to 7700900123", "to [phone]"),
        ("to 447700900123", "to [phone]"),
        ("to 0117 496 0123", "to [phone]"),
        ("to 020 7946 0123", "to [phone]"),
        ("GET /find?name=Nora&x=1 done", "GET /find?[query] done"),
        ("at /l/4fQ9zKx0aBcDeFgH1jK2mN/", "at /l/[token]/"),
        ("failed\nDETAIL:  Key (name)=(Nora) exists.\nend", "failed\n[data]\nend"),
    ],
)
def test_what_may_name_a_person_is_covered(text, masked):
    assert logs.mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23 12:34:56.789 UTC",
        "sent 120 of 1000 in 12.5 ms",
        "message 3f2b8c1e-9d4a-4c6b-8f7e-2a1b3c4d5e6f",
        "followon.messaging.services.sending line 123",
        "127.0.0.1:54111",
        "task messaging.plan_and_send succeeded",
    ],
)
def test_what_names_nobody_is_left(text):
    assert logs.mask(text) == text


@pytest.mark.urls("tests.test_logs")
def test_a_request_is_logged_by_route_and_never_by_address(printed):
    Client().get("/l/AB12CD/?from=nora@example.com")

    [entry] = entries(printed)
    assert {k: entry[k] for k in ("message", "method", "route", "status", "level")} == {
        "message": "request",
        "method": "GET",
        "route": "personal_link",
        "status": 200,
        "level": "info",
    }
    assert "AB12CD" not in printed.getvalue()


@pytest.mark.urls("tests.test_logs")
def test_a_page_that_is_not_there_does_not_log_what_was_typed(printed):
    Client().get("/l/AB12CD/nora")

    assert "no such page" in printed.getvalue()
    assert [word for word in ("AB12CD", "nora") if word in printed.getvalue()] == []


@pytest.mark.urls("tests.test_logs")
def test_an_exception_is_logged_without_the_words_that_quote_a_person(printed):
    Client(raise_request_exception=False).get("/broken/AB12CD/")

    error = next(entry["error"] for entry in entries(printed) if "error" in entry)
    assert error.splitlines()[-1] == "django.db.utils.IntegrityError"
    assert "test_logs.py" in error
    assert [word for word in ("AB12CD", "Nora") if word in printed.getvalue()] == []


def test_an_error_about_the_machines_keeps_its_words():
    try:
        raise ConnectionRefusedError("smtp.example.org refused nora@example.com")
    except ConnectionRefusedError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "failed", (), sys.exc_info())

    entry = json.loads(logs.Json().format(record))

    assert entry["error"].endswith("ConnectionRefusedError: smtp.example.org refused [e-mail]")


def test_a_failed_task_is_logged_without_its_error_s_words():
    record = logging.makeLogRecord(
        {
            "msg": "Task messaging.sweep[1] raised unexpected: ValueError('Nora')",
            "data": {"exc": "ValueError('Nora')", "name": "messaging.sweep"},
        }
    )

    message = json.loads(logs.Json().format(record))["message"]

    assert message == "Task messaging.sweep[1] raised unexpected"


@pytest.mark.urls("tests.test_logs")
def test_a_request_keeps_the_number_that_the_proxy_gave_it(printed):
    answer = Client().get("/l/x/", headers={"X-Request-ID": "0123456789abcdef"})

    assert answer["X-Request-ID"] == "0123456789abcdef"
    assert entries(printed)[0]["request_id"] == "0123456789abcdef"


@pytest.mark.urls("tests.test_logs")
def test_a_request_s_number_cannot_carry_text_into_the_logs(printed):
    answer = Client().get("/l/x/", headers={"X-Request-ID": "Nora Pickersgill"})

    assert len(answer["X-Request-ID"]) == 16
    assert "Nora" not in printed.getvalue()


def test_extra_fields_are_masked_too():
    record = logging.makeLogRecord({"msg": "sent", "fields": {"to": "07700 900123", "count": 3}})

    entry = json.loads(logs.Json().format(record))

    assert (entry["to"], entry["count"]) == ("[phone]", 3)


def test_the_readable_form_is_masked_as_well():
    record = logging.makeLogRecord(
        {"msg": "to %s", "args": ("nora@example.com",), "levelname": "INFO", "name": "x"}
    )

    assert logs.Readable().format(record) == "INFO    x to [e-mail]"
