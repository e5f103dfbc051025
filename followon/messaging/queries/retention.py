"""For how long a service keeps what, and what would be removed today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from followon.people.models import PainService

from ..models import RetentionPeriod, RetentionRun
from ..retention import Rule, all_rules, due_rows, own_rules


@dataclass(frozen=True)
class Effect:
    """How much one rule would remove now from one service, or from all of them."""

    rule: Rule
    service: PainService | None
    days: int
    count: int


def days_of(service: PainService) -> dict[str, int]:
    """Days by rule: the service's own, else the default; within the rule's bounds."""
    own = dict(RetentionPeriod.objects.filter(service=service).values_list("rule", "days"))
    return {
        rule.code: min(max(own.get(rule.code, rule.days), rule.least), rule.most)
        for rule in own_rules()
    }


def effects(
    service: PainService, *, now: datetime, days: Mapping[str, int] | None = None
) -> list[Effect]:
    """What a run would remove from this service now, with these periods or with its own."""
    chosen = days if days is not None else days_of(service)
    return [_effect(rule, service, chosen[rule.code], now) for rule in own_rules()]


def all_effects(*, now: datetime) -> Iterable[Effect]:
    """What a run would remove now from every service, from what belongs to none, and for all."""
    for service in PainService.objects.order_by("name"):
        yield from effects(service, now=now)
    for rule in all_rules():
        yield _effect(rule, None, rule.days, now)


def last_removed(service: PainService) -> RetentionRun | None:
    """The last time that something of this service was removed."""
    return RetentionRun.objects.filter(service=service).order_by("-at", "-pk").first()


def _effect(rule: Rule, service: PainService | None, days: int, now: datetime) -> Effect:
    count = due_rows(rule, service, now - timedelta(days=days)).count()
    return Effect(rule, service, days, count)
