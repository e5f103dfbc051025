"""The plan that was chosen, as it stands today."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ..models import Participant, Plan, PlannedGroup, PlannedPerson, Programme, Wish


@dataclass(frozen=True)
class PlannedNow:
    """One planned group and who of its people still said yes or maybe, yes first, by name."""

    row: PlannedGroup
    people: list[Participant]


@dataclass(frozen=True)
class PlanNow:
    """The chosen plan; `nowhere` are those who want to meet and whom it leaves out."""

    plan: Plan
    groups: list[PlannedNow]
    nowhere: list[Participant]


def plan_of(programme: Programme) -> PlanNow | None:
    """What was chosen, in four queries; who said no or withdrew since then is not in it."""
    plan = Plan.objects.select_related("by").filter(programme=programme).first()
    if plan is None:
        return None
    willing = programme.participants.who_want_to_meet().select_related("user")
    rows = sorted(willing, key=lambda row: (row.wish != Wish.YES, row.user.full_name.casefold()))
    chosen = PlannedPerson.objects.filter(planned__plan=plan)
    group_of: dict[Any, int] = dict(chosen.values_list("participant", "planned"))
    people: dict[int | None, list[Participant]] = defaultdict(list)
    for row in rows:
        people[group_of.get(row.pk)].append(row)
    groups = plan.groups.select_related("place", "joins").order_by("order")
    return PlanNow(plan, [PlannedNow(one, people[one.pk]) for one in groups], people[None])


def planned_times(programme: Programme) -> list[PlannedGroup]:
    """When and where the new groups of the plan mean to meet, in one query; no people."""
    groups = PlannedGroup.objects.filter(plan__programme=programme, joins__isnull=True)
    return list(groups.select_related("place").order_by("order"))
