"""What texts cost: fragments that left, times what the service pays for one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from followon.people.models import PainService

from ..models import Message, TextBudget

WARN_AT = Decimal("0.8")
MONTHS = 12


@dataclass(frozen=True)
class Spent:
    """One service's texts of this month; `limit` is None where it set none. Money in pence."""

    service: PainService
    pence: Decimal
    limit: Decimal | None

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.pence >= self.limit

    @property
    def is_near(self) -> bool:
        """At 80 % of the limit or more, so that somebody looks before texts stop."""
        return self.limit is not None and self.pence >= self.limit * WARN_AT


@dataclass(frozen=True)
class Line:
    """The texts of one kind in one month."""

    kind: str
    texts: int
    fragments: int
    pence: Decimal


@dataclass(frozen=True)
class Month:
    """A month's texts, the dearest kind first."""

    starts: date
    lines: list[Line]

    @property
    def texts(self) -> int:
        return sum(line.texts for line in self.lines)

    @property
    def fragments(self) -> int:
        return sum(line.fragments for line in self.lines)

    @property
    def pence(self) -> Decimal:
        return sum((line.pence for line in self.lines), Decimal(0))


def services_over_limit(service_ids: Collection[Any], now: datetime) -> set[Any]:
    """Those of these services whose texts of this month cost their limit or more: two queries."""
    limited = _budgets(service_ids).filter(pounds_a_month__isnull=False)
    budgets = {budget.service_id: budget for budget in limited}
    fragments = _fragments(budgets, now) if budgets else {}
    return {
        service_id
        for service_id, budget in budgets.items()
        if fragments.get(service_id, 0) * price(budget) >= _limit(budget)
    }


def spent_this_month(services: Iterable[PainService], now: datetime) -> list[Spent]:
    """What each of these services spent on texts since the first of the month: two queries."""
    services = list(services)
    budgets = {budget.service_id: budget for budget in _budgets([each.pk for each in services])}
    fragments = _fragments([each.pk for each in services], now)
    return [
        Spent(
            service=each,
            pence=fragments.get(each.pk, 0) * price(budgets.get(each.pk)),
            limit=_limit(budgets[each.pk]) if has_limit(budgets.get(each.pk)) else None,
        )
        for each in services
    ]


def months(service: PainService, now: datetime) -> list[Month]:
    """The texts of the last twelve months by kind, the latest month first, at today's price."""
    paid = price(budget_of(service))
    first = month_start(now)
    since = first.replace(year=first.year - 1)
    rows = (
        Message.objects.charged()
        .filter(service=service, released_at__gte=since)
        .annotate(month=TruncMonth("released_at"))
        .values("month", "kind")
        .annotate(texts=Count("pk"), fragments=Sum("fragments"))
        .order_by("-month", "-fragments", "kind")
    )
    found: dict[date, list[Line]] = defaultdict(list)
    for row in rows:
        line = Line(row["kind"], row["texts"], row["fragments"], row["fragments"] * paid)
        found[row["month"].date()].append(line)
    return [Month(starts, lines) for starts, lines in found.items()]


def budget_of(service: PainService) -> TextBudget | None:
    """What the service said about its money, if anything."""
    return TextBudget.objects.filter(service=service).first()


def price(budget: TextBudget | None) -> Decimal:
    """Pence for one fragment."""
    if budget is None or budget.pence is None:
        return Decimal(settings.TEXT_PENCE)
    return budget.pence


def has_limit(budget: TextBudget | None) -> bool:
    return budget is not None and budget.pounds_a_month is not None


def month_start(now: datetime) -> datetime:
    """Midnight of the first of this month, on the wall clock here."""
    return timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _limit(budget: TextBudget) -> Decimal:
    return Decimal(budget.pounds_a_month or 0) * 100


def _budgets(service_ids: Collection[Any]) -> Any:
    return TextBudget.objects.filter(service__in=service_ids)


def _fragments(service_ids: Iterable[Any] | Mapping[Any, Any], now: datetime) -> dict[Any, int]:
    sent = Message.objects.charged().filter(
        service__in=list(service_ids), released_at__gte=month_start(now)
    )
    return dict(sent.values("service").annotate(sum=Sum("fragments")).values_list("service", "sum"))
