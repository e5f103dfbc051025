"""What providers post to us: checked, kept as it is, answered at once, worked on by a task."""

import json
import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from followon.pages.alone import stands_alone
from followon.people.phones import read_phone

from ..services import inbound, receipts
from ..tasks import work_inbound, work_receipts
from ..transports.notify import plus
from ..waking import Waker

log = logging.getLogger(__name__)

LONGEST = 64 * 1024
wake_receipts = Waker(work_receipts)
Hook = Callable[[HttpRequest, dict[str, Any]], HttpResponse]


def from_notify(hook: Hook) -> Callable[[HttpRequest], HttpResponse]:
    """Open to whoever knows the token that Notify was given; the JSON goes to the hook."""

    @stands_alone
    @require_POST
    @wraps(hook)
    def checked(request: HttpRequest) -> HttpResponse:
        if not has_token(request, settings.NOTIFY_CALLBACK_TOKEN):
            # Notify never tries again after this, so what it had to say is lost.
            log.error("A callback of GOV.UK Notify came with a wrong token")
            return HttpResponse(status=403)
        if is_too_long(request):
            return HttpResponseBadRequest()
        try:
            said = json.loads(request.body)
        except (ValueError, RecursionError):
            return HttpResponseBadRequest()
        if not isinstance(said, dict) or not said.get("id"):
            return HttpResponseBadRequest()
        return hook(request, {name: storable(value) for name, value in said.items()})

    return checked


def is_too_long(request: HttpRequest, longest: int = LONGEST) -> bool:
    """What a provider says is short; judged by the header first, so that nothing long is read."""
    said = request.headers.get("Content-Length") or "0"
    return not said.isdecimal() or int(said) > longest or len(request.body) > longest


def storable(value: Any) -> Any:
    """Words without what JSON may hold and PostgreSQL cannot: zero bytes and half characters."""
    if not isinstance(value, str):
        return value
    return value.replace("\x00", "").encode(errors="replace").decode()


def has_token(request: HttpRequest, token: str) -> bool:
    """Compared in constant time; nobody gets in where no token is set."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and constant_time_compare(given, token)


@from_notify
def notify_receipts(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    """One delivery receipt."""
    receipts.keep(
        provider="notify",
        provider_id=str(said["id"]),
        reference=str(said.get("reference") or ""),
        status=str(said.get("status") or ""),
        happened_at=moment(said.get("completed_at")),
        now=timezone.now(),
    )
    wake_receipts()
    return HttpResponse(status=204)


@from_notify
def notify_texts(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    """One text that somebody sent to us."""
    text = inbound.keep(
        provider="notify",
        provider_id=str(said["id"]),
        source=normal(str(said.get("source_number") or "")),
        destination=str(said.get("destination_number") or ""),
        body=str(said.get("message") or ""),
        sent_at=moment(said.get("date_received")),
        now=timezone.now(),
    )
    if text is not None:
        wake(work_inbound, text.pk)
    return HttpResponse(status=204)


def wake(task: Any, *args: int) -> None:
    """The row is kept, so the sweep works on it when no worker can be woken."""
    try:
        task.apply_async(args=args, retry=False)
    except Exception as error:
        log.warning("No worker could be woken (%s); the sweep will find it", type(error).__name__)


def normal(number: str) -> str:
    """E.164 where it is a phone's number; short codes and names stay as they are."""
    phone = read_phone(number)
    return phone.e164 if phone is not None else plus(number)


def moment(said: Any) -> datetime | None:
    """A time as the provider wrote it; nothing where it makes no sense."""
    try:
        at = parse_datetime(str(said or ""))
    except ValueError:
        return None
    # A year at the end of time is one that the database takes and nobody can read from it again.
    if at is None or not 2000 < at.year < 2200:
        return None
    return at if timezone.is_aware(at) else timezone.make_aware(at)
