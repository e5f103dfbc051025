"""What is removed on schedule: each room registers its rules here, as it does its kinds.

A rule says what goes and what stays; a service may shorten or lengthen its period within bounds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# The rows of one service (None: of none) that are older than that and still hold something.
Due = Callable[[Any, datetime], QuerySet[Any]]
# Removes from these rows, which are due; the transaction is the caller's.
Remove = Callable[[QuerySet[Any]], object]


@dataclass(frozen=True)
class Rule:
    """One thing that is removed; periods are in days. A rule `for_all` has one for every service.

    `fields` are the personal fields that it removes, as the register names them.
    """

    code: str
    what: "str | _StrPromise"
    sentence: "str | _StrPromise"
    days: int
    due: Due
    remove: Remove
    least: int = 0
    most: int = 0
    for_all: bool = False
    fields: tuple[str, ...] = ()


_rules: dict[str, Rule] = {}
_needed: dict[str, Q] = {}


def register(rule: Rule) -> Rule:
    """Add a rule; a code is registered once. Called from a room's `AppConfig.ready`."""
    if rule.code in _rules:
        raise ValueError(f"Retention rule {rule.code!r} is registered twice.")
    _rules[rule.code] = rule
    return rule


def still_need(code: str, rows: Q) -> None:
    """Some other room needs these rows of a rule for longer, such as a text of an open concern."""
    _needed[code] = _needed.get(code, Q(pk__in=[])) | rows


def due_rows(rule: Rule, service: Any, before: datetime) -> QuerySet[Any]:
    """What the rule removes from one service (None: from what belongs to none)."""
    rows = rule.due(service, before)
    return rows.exclude(_needed[rule.code]) if rule.code in _needed else rows


def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of registration."""
    return tuple(_rules.values())


def own_rules() -> tuple[Rule, ...]:
    """Those for which a service has a period of its own."""
    return tuple(rule for rule in _rules.values() if not rule.for_all)
