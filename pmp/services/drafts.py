"""Preparing a hand-over: one group at a time, saved at each step, nobody told."""

from collections.abc import Iterable, Mapping
from datetime import date as Date
from datetime import datetime
from datetime import time as Time
from typing import Any

from django.db import transaction

from followon.audit.services import record
from followon.people.models import User
from groups.models import Group, Place

from ..models import Draft, DraftJob, DraftPerson, Participant, Programme, Wish
from ..queries.handover import not_placed
from ..queries.participants import likely_area
from ..queries.plans import PlannedNow, plan_of
from .handover import AlreadyHandedOver


@transaction.atomic
def start_draft(*, programme: Programme, by: User, now: datetime) -> Draft:
    """The first of the groups that the plan has; one more, of who is left, where there are some.

    Raises AlreadyHandedOver.
    """
    _lock(programme)
    plan = None if programme.drafts.exists() else plan_of(programme)
    record("handover.prepared", programme, by=by, now=now, service=programme.service)
    if plan is not None:
        first, *_rest = [_from_plan(programme, planned, now) for planned in plan.groups]
        return first
    drafted = DraftPerson.objects.filter(draft__programme=programme)
    taken = set(drafted.values_list("participant", flat=True))
    left = [one for one in not_placed(programme) if one.pk not in taken]
    said_yes = [one for one in left if one.wish == Wish.YES]
    helpers = programme.ptvs.first() if not programme.drafts.exists() else None
    draft = Draft.objects.create(
        programme=programme,
        name="" if programme.drafts.exists() else _usual_name(programme, said_yes),
        ptv=helpers,
        changed_at=now,
    )
    _put(draft, said_yes)
    return draft


def _usual_name(programme: Programme, people: list[Participant]) -> str:
    return (likely_area(people) or programme.site.town)[:40]


def _from_plan(programme: Programme, planned: PlannedNow, now: datetime) -> Draft:
    row = planned.row
    draft = Draft.objects.create(
        programme=programme,
        joins=row.joins,
        name=row.name or ("" if row.joins else _usual_name(programme, planned.people)),
        time=row.time,
        place=row.place,
        rhythm=row.rhythm,
        ptv=None if row.joins else programme.ptvs.first(),
        changed_at=now,
    )
    _put(draft, planned.people)
    return draft


@transaction.atomic
def save_people(
    *,
    draft: Draft,
    people: Iterable[Participant],
    name: str,
    joins: Group | None,
    by: User,
    now: datetime,
) -> None:
    """Who is in it, and what it is called or which group they join."""
    _lock(draft.programme)
    draft.people.all().delete()
    _put(draft, people)
    draft.jobs.exclude(participant__in=draft.people.values("participant")).delete()
    _save(draft, by, now, name=name, joins=joins)


@transaction.atomic
def save_date(
    *,
    draft: Draft,
    date: Date,
    time: Time,
    place: Place | None,
    new_place: str,
    new_address: str,
    by: User,
    now: datetime,
) -> None:
    """When and where it meets first."""
    _lock(draft.programme)
    where = {"place": place, "new_place": new_place, "new_address": new_address}
    _save(draft, by, now, date=date, time=time, **where, has_date=True)


@transaction.atomic
def save_jobs(
    *,
    draft: Draft,
    jobs: Mapping[str, tuple[Participant, bool]],
    ptv: User | None,
    by: User,
    now: datetime,
) -> None:
    """Who is asked for which job, or has said yes to it already; and who goes along."""
    _lock(draft.programme)
    draft.jobs.all().delete()
    DraftJob.objects.bulk_create(
        DraftJob(draft=draft, kind=kind, participant=participant, said_yes=said_yes)
        for kind, (participant, said_yes) in jobs.items()
    )
    _save(draft, by, now, ptv=ptv, has_jobs=True)


@transaction.atomic
def save_agreement(
    *,
    draft: Draft,
    rhythm: str,
    purposes: list[str],
    agreement: str,
    by: User,
    now: datetime,
) -> None:
    """How often, what for, and which agreement they begin with."""
    _lock(draft.programme)
    what = {"rhythm": rhythm, "purposes": purposes, "agreement": agreement}
    _save(draft, by, now, **what, has_agreement=True)


@transaction.atomic
def remove_draft(*, draft: Draft, by: User, now: datetime) -> None:
    """Not this group after all; its people are free again."""
    _lock(draft.programme)
    service = draft.programme.service
    record("handover.prepared", draft.programme, by=by, now=now, service=service)
    draft.delete()


def _lock(programme: Programme) -> None:
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if programme.is_handed_over:
        raise AlreadyHandedOver


def _put(draft: Draft, people: Iterable[Participant]) -> None:
    """Into this draft, and out of any other."""
    rows = list(people)
    DraftPerson.objects.filter(participant__in=rows).delete()
    DraftPerson.objects.bulk_create(DraftPerson(draft=draft, participant=one) for one in rows)


def _save(draft: Draft, by: User, now: datetime, **what: Any) -> None:
    for name, value in {**what, "changed_at": now}.items():
        setattr(draft, name, value)
    draft.save(update_fields=[*what, "changed_at"])
    service = draft.programme.service
    record("handover.prepared", draft.programme, by=by, now=now, service=service)
