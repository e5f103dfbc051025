"""Working out a group's health from what is known, and keeping it for the dashboard."""

import logging
from datetime import date, datetime, timedelta
from threading import local as thread_local
from typing import Any
from uuid import UUID

from django.db import transaction

from ..health.assess import assess, look_again_at
from ..health.findings import ENDED, NEEDS_A_HAND, WATCH, Health
from ..local_time import local_day
from ..models import Group, GroupHealth
from ..queries.history import headcounts_of, history_of
from ..sentences import kept
from .agenda import look_at_group

log = logging.getLogger(__name__)
SHOWN_DATES = 12
# "64 days ago" is read every day where somebody may act on it, else at most a week late.
FRESH_FOR = {True: timedelta(days=1), False: timedelta(days=7)}
_waiting = thread_local()


def look_again(group_id: UUID, *, now: datetime) -> None:
    """Something has changed: look at what is due, and work out the group's health.

    Health is worked out after this transaction, once however often it is asked. The row is marked
    in the transaction itself, so that the sweep does it if this process dies.
    """
    look_at_group(group_id, now=now)
    look_again_soon(group_id, now=now)
    waiting = _waiting.__dict__.setdefault("groups", {})
    waiting[group_id] = now
    transaction.on_commit(lambda: _after_commit(group_id), robust=True)


def look_again_soon(group_id: UUID, *, now: datetime) -> None:
    """Leave it to the next sweep: for answers, which are many and weigh little."""
    GroupHealth.objects.filter(group=group_id).update(look_again_on=now.date())


def _after_commit(group_id: UUID) -> None:
    now = _waiting.__dict__.get("groups", {}).pop(group_id, None)
    if now is not None:
        refresh_health(group_id=group_id, now=now)


@transaction.atomic
def refresh_health(*, group_id: UUID, now: datetime) -> GroupHealth | None:
    """Assess one group and store the outcome; None where there is no such group any more."""
    group = Group.objects.formed().select_for_update(no_key=True).filter(pk=group_id).first()
    if group is None:
        return None
    on = local_day(now, group.zone)
    history = history_of(group, on=on)
    health = assess(history, on)
    before = GroupHealth.objects.filter(group=group).first()
    is_same = before is not None and before.level == health.level
    stored, _made = GroupHealth.objects.update_or_create(
        group=group,
        defaults={
            "level": health.level,
            "probability": health.probability,
            "flags": _flags(health),
            "inputs": {"events": len(history.events), "on": on.isoformat()},
            "headcounts": headcounts_of(group, on=on)[-SHOWN_DATES:],
            "since": before.since if before and is_same else on,
            "computed_at": now,
            "look_again_on": _look_again_on(health, look_again_at(history, on), on),
        },
    )
    return stored


def sweep_health(*, now: datetime, most: int = 500) -> int:
    """Work out the groups whose time has come and those never looked at; how many."""
    due = GroupHealth.objects.to_look_at(now.date()).values_list("group_id", flat=True)
    never = Group.objects.formed().filter(health__isnull=True).values_list("pk", flat=True)
    group_ids = [*due[:most], *never[:most]]
    for group_id in group_ids:
        try:
            refresh_health(group_id=group_id, now=now)
        except Exception:
            # One group that cannot be worked out must not keep the others waiting.
            log.exception("health of group %s could not be worked out", group_id)
    return len(group_ids)


def _look_again_on(health: Health, could_change: date | None, on: date) -> date | None:
    """The day to look again: when the level could change, and before the sentences grow stale."""
    if health.level == ENDED:
        return None
    fresh_for = FRESH_FOR[health.level in (NEEDS_A_HAND, WATCH)]
    return min(could_change or date.max, on + fresh_for)


def _flags(health: Health) -> list[dict[str, Any]]:
    return [
        {
            "code": flag.code,
            "severity": flag.severity,
            "because": flag.because,
            "next_step": flag.next_step,
            "said": [kept(flag.because), kept(flag.next_step)],
        }
        for flag in health.flags
    ]
