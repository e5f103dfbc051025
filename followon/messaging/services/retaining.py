"""Removing on schedule what need not be kept, in bounded batches; audited by counts alone."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from followon.audit.services import record
from followon.people.models import PainService, User

from ..models import RetentionPeriod, RetentionRun
from ..queries.retention import days_of
from ..retention import Rule, all_rules, due_rows, own_rules

log = logging.getLogger(__name__)

AT_ONCE = 1000
BATCHES = 50  # what is left waits for the next night


@transaction.atomic
def set_periods(
    *, service: PainService, days: Mapping[str, int], by: User | None, now: datetime
) -> None:
    """Keep these things for so many days. Raises ValueError outside a rule's bounds."""
    rules = {rule.code: rule for rule in own_rules()}
    before = days_of(service)
    for code, wanted in days.items():
        rule = rules.get(code)
        if rule is None or not rule.least <= wanted <= rule.most:
            raise ValueError(f"{code} cannot be kept for {wanted} days.")
        if wanted == before[code]:
            continue
        RetentionPeriod.objects.update_or_create(
            service=service,
            rule=code,
            defaults={"days": wanted, "changed_at": now, "changed_by": by},
        )
        record(
            "retention.changed",
            service,
            by=by,
            now=now,
            service=service,
            rule=code,
            days=wanted,
            before=before[code],
        )


def retain(*, now: datetime) -> int:
    """Remove what is due in every service, in what belongs to none, and for all; how much."""
    removed = 0
    for service in PainService.objects.all():
        days = days_of(service)
        removed += sum(
            _remove(rule, service, now - timedelta(days=days[rule.code]), now)
            for rule in own_rules()
        )
    for rule in all_rules():
        removed += _remove(rule, None, now - timedelta(days=rule.days), now)
    return removed


def _remove(rule: Rule, service: PainService | None, before: datetime, now: datetime) -> int:
    """One rule in one service; one that fails does not keep the others from running."""
    total = 0
    try:
        for _batch in range(BATCHES):
            count = _batch_of(rule, service, before, now)
            total += count
            if count < AT_ONCE:
                break
    except Exception as error:  # a database's own error may quote a row
        log.error("Retention of %s failed: %s", rule.code, type(error).__name__)
    return total


@transaction.atomic
def _batch_of(rule: Rule, service: PainService | None, before: datetime, now: datetime) -> int:
    due = due_rows(rule, service, before)
    ids = list(due.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if not ids:
        return 0
    rule.remove(due.model._default_manager.filter(pk__in=ids))
    run = RetentionRun.objects.create(rule=rule.code, service=service, removed=len(ids), at=now)
    record(
        "retention.removed",
        run,
        by=None,
        now=now,
        service=service,
        rule=rule.code,
        count=len(ids),
    )
    return len(ids)
