"""Structured logs without personal data: text is masked, and an address is printed as its route."""

import json
import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse

request_id: ContextVar[str] = ContextVar("request_id", default="")
logger = logging.getLogger("followon.requests")

MASKS = (
    (re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"DETAIL:.*|LINE \d+:.*(?:\n *\^)?"), "[data]"),
    (re.compile(r"\?[\w%.\[\]-]+=[^\s\"'<>]*"), "?[query]"),
    (re.compile(r"(?<![\w.:-])(?:\+|00|\(\+)\d[\d ().-]{7,18}\d(?![\w-])"), "[phone]"),
    (re.compile(r"(?<![\w.:-])\(?0[127389]\d{1,3}\)?[ .-]?\d{3,4}[ .-]?\d{3,4}\b"), "[phone]"),
    (re.compile(r"(?<![\w.:-])(?:44 ?)?7\d{3} ?\d{3} ?\d{3}(?![\w-])"), "[phone]"),
    (
        re.compile(
            r"(?<![\w-])(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
            r"(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}(?![\w-])"
        ),
        "[token]",
    ),
)
# Their messages speak of the code and the machines; those of others may quote what a person typed.
SAFE_TO_QUOTE = (
    AttributeError,
    ImportError,
    ImproperlyConfigured,
    NameError,
    OSError,
    OperationalError,
    TypeError,
)
A_REQUEST_ID = re.compile(r"[0-9a-f-]{16,36}")
STATIC = "static file"
QUIET_ROUTES = {"health_live", "health_ready", STATIC}


def mask(text: str) -> str:
    """The text with e-mail addresses, phone numbers, queries, tokens and rows' data covered."""
    for pattern, cover in MASKS:
        text = pattern.sub(cover, text)
    return text


def route(request: HttpRequest) -> str:
    """The name of the page asked for, never its address: that may hold a personal link."""
    match = getattr(request, "resolver_match", None)
    if match:
        return match.view_name or match.route
    return STATIC if request.path.startswith(settings.STATIC_URL) else "no such page"


def told(error: BaseException) -> str:
    """An exception as its kind, its frames, and its message where that cannot quote a person."""
    lines = []
    if error.__cause__ or (error.__context__ and not error.__suppress_context__):
        lines.append(told(error.__cause__ or error.__context__))  # type: ignore[arg-type]
    lines += [
        f"  {frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__, limit=-20)
    ]
    message = f": {error}" if isinstance(error, SAFE_TO_QUOTE) else ""
    return "\n".join([*lines, f"{type(error).__module__}.{type(error).__qualname__}{message}"])


def message_of(record: logging.LogRecord) -> str:
    """A record's message, without the address of a request or the words of a failed task."""
    message = record.getMessage()
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        message = message.replace(request.path, f"[{route(request)}]")
    failed_task = getattr(record, "data", None)
    if isinstance(failed_task, dict) and failed_task.get("exc"):
        message = message.split(str(failed_task["exc"]))[0].rstrip(": ")
    return mask(message)


class Readable(logging.Formatter):
    """One line for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        fields = " ".join(f"{k}={v}" for k, v in getattr(record, "fields", {}).items())
        parts = [f"{record.levelname:<7} {record.name} {message_of(record)}", mask(fields)]
        line = " ".join(part for part in parts if part)
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class Json(logging.Formatter):
    """One JSON object a line, for a machine that collects them."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record),
        }
        if request_id.get():
            entry["request_id"] = request_id.get()
        for name, value in getattr(record, "fields", {}).items():
            entry[name] = mask(value) if isinstance(value, str) else value
        if record.exc_info and record.exc_info[1]:
            entry["error"] = mask(told(record.exc_info[1]))
        return json.dumps(entry, default=lambda value: mask(str(value)))


class RequestLog:
    """Middleware: one entry a request, with method, route, status and milliseconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        current = given if A_REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        token = request_id.set(current)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = current
            self.record(request, response, started)
        finally:
            request_id.reset(token)
        return response

    def record(self, request: HttpRequest, response: HttpResponse, started: float) -> None:
        name = route(request)
        logger.log(
            logging.DEBUG if name in QUIET_ROUTES else logging.INFO,
            "request",
            extra={
                "fields": {
                    "method": request.method,
                    "route": name,
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                }
            },
        )


def configuration(*, readable: bool, level: str) -> dict[str, Any]:
    """The LOGGING setting, also given to gunicorn and Celery so that nobody prints around it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ours": {"()": f"followon.logs.{'Readable' if readable else 'Json'}"}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "ours",
            }
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "gunicorn.error": {"handlers": [], "level": level, "propagate": True},
            "celery": {"handlers": [], "level": level, "propagate": True},
        },
    }
