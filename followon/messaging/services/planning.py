"""Inserting what has become due. Nothing is made ahead, so a moved meeting needs no clean-up."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from .. import kinds
from ..models import Message
from .heartbeats import PLAN, leave_mark
from .outbox import enqueue_each

log = logging.getLogger(__name__)

CHUNK = 2000
Asked = tuple[str, int, Any]


def plan(*, now: datetime) -> int:
    """Ask every kind what is due and queue what is missing; one kind's fault stops no other."""
    count = 0
    for kind in kinds.all_kinds():
        if kind.plan is None:
            continue
        try:
            with transaction.atomic():
                count += plan_kind(kind, now=now)
        except Exception:
            log.exception("Messages of kind %s could not be planned", kind.code)
    leave_mark(PLAN, now=now)
    return count


def plan_kind(kind: kinds.Kind, *, now: datetime) -> int:
    """Queue what is due of one kind, in a number of queries that does not grow with it."""
    count = 0
    for dues in _chunks(kind.plan(now) if kind.plan else ()):
        known = _already_there(kind.code, dues)
        fresh = [due for due in dues if (due.subject, due.version, due.recipient_id) not in known]
        count += enqueue_each(kind=kind.code, dues=fresh, now=now)
    return count


def _already_there(code: str, dues: Iterable[kinds.Due]) -> set[Asked]:
    """On whichever channel: who changes their mind on how to be reached is not told twice."""
    subjects = {due.subject for due in dues}
    there = Message.objects.filter(kind=code, subject__in=subjects)
    return set(there.values_list("subject", "version", "recipient_id"))


def _chunks(dues: Iterable[kinds.Due]) -> Iterator[list[kinds.Due]]:
    rest = iter(dues)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
