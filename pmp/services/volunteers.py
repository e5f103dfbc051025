"""Volunteers at programmes, and their stepping back: one action, no reason, the team is told."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from followon.audit.services import record
from followon.messaging.services.outbox import enqueue
from followon.people.models import PainService, Role, StaffPost, User
from followon.people.services.staff import end_post
from groups.models import Group, PtvLink
from groups.services import volunteers

from ..asking import PROGRAMME_NAMED, programme_subject
from ..models import Programme, SteppedBack

USEFUL = timedelta(days=14)


@transaction.atomic
def add_ptv(*, programme: Programme, ptv: User, by: User | None, now: datetime) -> None:
    """This volunteer helps at the programme, and is told so."""
    if programme.ptvs.filter(pk=ptv.pk).exists():
        return
    programme.ptvs.add(ptv)
    _record("programme.ptv_added", programme, ptv, by, now)
    enqueue(
        kind=PROGRAMME_NAMED,
        recipient=ptv,
        service=programme.service,
        now=now,
        subject=programme_subject(programme),
        # Who steps back and is asked again is told again.
        dedupe=now.isoformat(),
        send_before=now + USEFUL,
    )


@transaction.atomic
def set_ptvs(
    *, programme: Programme, ptvs: Collection[User], by: User | None, now: datetime
) -> None:
    """These volunteers help at the programme and no others."""
    for ptv in programme.ptvs.exclude(pk__in=[one.pk for one in ptvs]):
        programme.ptvs.remove(ptv)
        _record("programme.ptv_removed", programme, ptv, by, now)
    for ptv in ptvs:
        add_ptv(programme=programme, ptv=ptv, by=by, now=now)


@transaction.atomic
def step_back_from_programme(*, programme: Programme, user: User, now: datetime) -> bool:
    """They help at it no longer; False where they did not."""
    if not programme.ptvs.filter(pk=user.pk).exists():
        return False
    programme.ptvs.remove(user)
    _record("programme.ptv_stepped_back", programme, user, user, now)
    SteppedBack.objects.create(service=programme.service, user=user, programme=programme, at=now)
    return True


@transaction.atomic
def step_back_from_group(*, group: Group, user: User, now: datetime) -> bool:
    """They go along no longer; False where they did not."""
    link = PtvLink.objects.filter(group=group, user=user, ended_at=None).first()
    if link is None or not volunteers.step_back(link=link, by=user, now=now):
        return False
    SteppedBack.objects.create(service=group.service, user=user, group=group, at=now)
    return True


@transaction.atomic
def stop_helping(*, user: User, now: datetime) -> int:
    """They stop altogether: every group, every programme, the post itself. How many posts ended."""
    posts = StaffPost.objects.open().filter(user=user, role=Role.PTV)
    found = list(posts.select_related("user", "service").select_for_update(of=("self",)))
    for post in found:
        _leave_everything(post.service, user, now)
        end_post(post=post, by=user, now=now)
        SteppedBack.objects.create(service=post.service, user=user, at=now)
    return len(found)


@transaction.atomic
def take_note(*, stepped_back: SteppedBack, by: User, now: datetime) -> bool:
    """Somebody of the team has seen it; False where one had already."""
    unseen = SteppedBack.objects.filter(pk=stepped_back.pk, seen_at__isnull=True)
    if unseen.update(seen_at=now, seen_by=by) != 1:
        return False
    record("volunteer.noted", stepped_back.user, by=by, now=now, service=stepped_back.service)
    return True


def _leave_everything(service: PainService, user: User, now: datetime) -> None:
    for link in PtvLink.objects.filter(user=user, group__service=service, ended_at=None):
        step_back_from_group(group=link.group, user=user, now=now)
    for programme in Programme.objects.of_ptv(user).filter(site__service=service):
        step_back_from_programme(programme=programme, user=user, now=now)


def _record(verb: str, programme: Programme, ptv: User, by: User | None, now: datetime) -> None:
    record(verb, programme, by=by, now=now, service=programme.service, ptv=str(ptv.pk))
