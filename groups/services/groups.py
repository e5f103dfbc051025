"""Forming a group from people who said yes."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction

from followon.audit import services as audit
from followon.people.models import PainService, User

from ..errors import GroupClosed, NotAMember
from ..local_time import local_day
from ..models import OPEN_GROUP_STATES, Group, Job, JobKind, JobState, Membership
from .agenda import welcome_later
from .health import look_again
from .jobs import TURN, offer_job
from .volunteers import name_volunteer

NOBODY: Mapping[str, User] = MappingProxyType({})


@transaction.atomic
def form_group(
    *,
    service: PainService,
    name: str,
    area: str,
    rhythm: str,
    people: list[User],
    coordinator: User | None,
    deputy: User | None,
    ptv: User | None,
    last_session_on: date | None,
    purposes: Iterable[str] = (),
    agreement: str = "",
    others: Mapping[str, User] = NOBODY,
    offered: Mapping[str, User] = NOBODY,
    by: User | None,
    now: datetime,
) -> Group:
    """Make the group with its members, who runs it, its volunteer, and `others` by their jobs.

    Those who are `offered` a job are asked by message, and have it once they accept.
    """
    group = Group.objects.create(
        service=service,
        name=name,
        area=area,
        rhythm=rhythm,
        zone=service.zone,
        last_session_on=last_session_on,
        purposes=list(purposes),
        agreement=agreement,
        started_on=local_day(now, service.zone),
        created_at=now,
    )
    members = {
        user.pk: Membership.objects.create(group=group, user=user, joined_at=now)
        for user in dict.fromkeys(people)
    }
    named = {JobKind.COORDINATOR: coordinator, JobKind.DEPUTY: deputy, **others}
    for kind, user in named.items():
        if user is not None:
            _name(kind, user, group, members, now)
    if ptv is not None:
        name_volunteer(group=group, user=ptv, by=by, now=now)
    audit.record("group.formed", group, by=by, now=now, service=service, members=len(members))
    for kind, user in offered.items():
        if user.pk not in members:
            raise NotAMember
        offer_job(group=group, member=members[user.pk], kind=kind, by=by, now=now)
    welcome_later([member.pk for member in members.values()], now=now)
    look_again(group.pk, now=now)
    return group


def _name(kind: str, user: User, group: Group, members: dict, now: datetime) -> None:
    if user.pk not in members:
        raise NotAMember
    Job.objects.create(
        group=group,
        member=members[user.pk],
        kind=kind,
        state=JobState.HELD,
        offered_at=now,
        started_at=now,
        turn_ends_on=local_day(now + TURN, group.zone),
    )


@transaction.atomic
def welcome_newcomers(*, group: Group, welcomes: bool, by: User | None, now: datetime) -> bool:
    """Whether the group takes new people in; False when it said so before. A closed one: refused.

    The service may then propose it to people who finish a programme.
    """
    if group.state not in OPEN_GROUP_STATES:
        raise GroupClosed
    changed = Group.objects.filter(pk=group.pk, welcomes_newcomers=not welcomes).update(
        welcomes_newcomers=welcomes
    )
    if changed:
        verb = "group.welcomes_newcomers" if welcomes else "group.takes_nobody_new"
        audit.record(verb, group, by=by, now=now, service=group.service)
    group.welcomes_newcomers = welcomes
    return bool(changed)
