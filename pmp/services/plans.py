"""Choosing what becomes of a programme's people; nobody in the programme is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import time as Time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from followon.audit.services import record
from followon.people.models import User
from groups.errors import Refused
from groups.models import OPEN_GROUP_STATES, Group, Place, Rhythm

from ..models import Participant, Plan, PlannedGroup, PlannedPerson, Programme


class PlanIsDone(Refused):
    message = _("This programme was handed over already")


class NoMoreNewcomers(Refused):
    message = _("This group no longer takes new people. Choose another")


@dataclass(frozen=True)
class GroupDraft:
    """One group to plan: a new one with `weekday` and `part`, or people for the group `joins`."""

    people: Sequence[Participant]
    weekday: int | None = None
    part: str = ""
    time: Time | None = None
    place: Place | None = None
    rhythm: str = Rhythm.MONTHLY
    name: str = ""
    joins: Group | None = None


@transaction.atomic
def choose_plan(
    *, programme: Programme, drafts: Sequence[GroupDraft], by: User, now: datetime
) -> Plan:
    """This is the plan, in place of any before.

    Raises PlanIsDone after the hand-over and NoMoreNewcomers for a group that takes nobody.
    Strangers to the programme, somebody twice, a place that is not in the service's
    directory, a group without people: these are mistakes of the caller's, ValueError.
    """
    _lock(programme)
    _check(programme, drafts)
    plan, _made = Plan.objects.update_or_create(
        programme=programme, defaults={"chosen_at": now, "by": by}
    )
    plan.groups.all().delete()
    for order, draft in enumerate(drafts, start=1):
        _add(plan, order, draft)
    _record("programme.planned", programme, by, now, drafts)
    return plan


@transaction.atomic
def clear_plan(*, programme: Programme, by: User, now: datetime) -> bool:
    """There is no plan any more; False when there was none. Raises PlanIsDone."""
    _lock(programme)
    gone, _rows = Plan.objects.filter(programme=programme).delete()
    if gone:
        _record("programme.plan_cleared", programme, by, now, ())
    return bool(gone)


def _lock(programme: Programme) -> None:
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if programme.is_handed_over:
        raise PlanIsDone


def _check(programme: Programme, drafts: Sequence[GroupDraft]) -> None:
    people = [one.pk for draft in drafts for one in draft.people]
    if not drafts or not all(draft.people for draft in drafts):
        raise ValueError("A plan needs at least one group, and each group its people.")
    if len(set(people)) != len(people):
        raise ValueError("Somebody is in two groups of one plan.")
    if programme.participants.filter(pk__in=people).count() != len(people):
        raise ValueError("Somebody in the plan is not in the programme.")
    for draft in drafts:
        _check_place(programme, draft.place)
        _check_joined(programme, draft.joins)


def _check_place(programme: Programme, place: Place | None) -> None:
    if place and (place.group_id or place.service_id != programme.service.pk):
        raise ValueError("The place is not in the service's directory.")


def _check_joined(programme: Programme, joins: Group | None) -> None:
    if joins is None:
        return
    if joins.service_id != programme.service.pk:
        raise ValueError("The group belongs to another service.")
    if joins.state not in OPEN_GROUP_STATES or not joins.welcomes_newcomers:
        raise NoMoreNewcomers


def _add(plan: Plan, order: int, draft: GroupDraft) -> None:
    planned = PlannedGroup.objects.create(
        plan=plan,
        order=order,
        name=" ".join(draft.name.split()),
        weekday=draft.weekday,
        part=draft.part,
        time=draft.time,
        place=draft.place,
        rhythm=draft.rhythm,
        joins=draft.joins,
    )
    PlannedPerson.objects.bulk_create(
        PlannedPerson(planned=planned, participant=one) for one in draft.people
    )


def _record(
    verb: str, programme: Programme, by: User, now: datetime, drafts: Sequence[GroupDraft]
) -> None:
    record(
        verb,
        programme,
        by=by,
        now=now,
        service=programme.service,
        groups=len(drafts),
        people=sum(len(draft.people) for draft in drafts),
    )
