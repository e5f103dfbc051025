"""Inserting what has become due. Nothing is made ahead, so a moved meeting needs no clean-up."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction

from followon.people.ids import as_text

from .. import kinds, planners
from ..models import Message
from . import agenda
from .heartbeats import PLAN, leave_mark
from .outbox import enqueue_each

log = logging.getLogger(__name__)

CHUNK = 2000
LOOKED_AT_ONCE = 1000
Asked = tuple[str, int, str]


def plan(*, now: datetime) -> int:
    """Look at what is on the agenda, ask the other kinds, and queue what is missing.

    One thing's fault, or one kind's, stops no other.
    """
    agenda.look_at_everything_if_the_clock_went_back(now=now)
    count = plan_agenda(now=now)
    for kind in kinds.all_kinds():
        if kind.plan is not None:
            count += _plan_safely(kind, now)
    leave_mark(PLAN, now=now)
    return count


def plan_agenda(*, now: datetime) -> int:
    """Look at everything whose moment has come; the cost grows with that alone."""
    subjects = agenda.due(now)
    return sum(
        _plan_together(subjects[start : start + LOOKED_AT_ONCE], now)
        for start in range(0, len(subjects), LOOKED_AT_ONCE)
    )


def _plan_together(subjects: list[str], now: datetime) -> int:
    """All of these in one transaction; each in its own where one of them cannot be planned."""
    try:
        with transaction.atomic():
            return _look(agenda.claim(subjects, now=now), now)
    except Exception:
        if len(subjects) > 1:
            return sum(_plan_together([subject], now) for subject in subjects)
        log.exception("What is due of %s could not be planned", subjects[0])
        agenda.put_off(subjects[0], now=now)
        return 0


def _look(subjects: list[str], now: datetime) -> int:
    looked: dict[str, planners.Looked] = {}
    for noun, keys in _by_noun(subjects).items():
        # A noun of a newer version has a planner there, and waits for it.
        planner = planners.get(noun)
        if planner is None:
            looked |= {f"{noun}:{k}": planners.Looked((), now + agenda.PUT_OFF) for k in keys}
        else:
            looked |= {f"{noun}:{k}": each for k, each in planner.look(keys, now).items()}
    agenda.note(looked, claimed=subjects)
    dues: dict[str, list[kinds.Due]] = defaultdict(list)
    for each in looked.values():
        for code, due in each.due:
            dues[code].append(due)
    return sum(_queue(code, each, now) for code, each in sorted(dues.items()))


def _by_noun(subjects: Sequence[str]) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        noun, _colon, key = subject.partition(":")
        keys[noun].append(key)
    return keys


def _plan_safely(kind: kinds.Kind, now: datetime) -> int:
    try:
        with transaction.atomic():
            return plan_kind(kind, now=now)
    except Exception:
        log.exception("Messages of kind %s could not be planned", kind.code)
        return 0


def plan_kind(kind: kinds.Kind, *, now: datetime) -> int:
    """Queue what is due of one kind that plans by itself."""
    dues = kind.plan(now) if kind.plan else ()
    return sum(_queue(kind.code, chunk, now) for chunk in _chunks(dues))


def _queue(code: str, dues: list[kinds.Due], now: datetime) -> int:
    """Queue what is missing, in a number of queries that does not grow with it."""
    known = _already_there(code, dues)
    fresh = [due for due in dues if (due.subject, due.version, str(due.recipient_id)) not in known]
    return enqueue_each(kind=code, dues=fresh, now=now)


def _already_there(code: str, dues: Iterable[kinds.Due]) -> set[Asked]:
    """On whichever channel: who changes their mind on how to be reached is not told twice."""
    subjects = {due.subject for due in dues}
    there = Message.objects.filter(kind=code, subject__in=subjects)
    return set(there.values_list("subject", "version", as_text("recipient_id")))


def _chunks(dues: Iterable[kinds.Due]) -> Iterator[list[kinds.Due]]:
    rest = iter(dues)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
