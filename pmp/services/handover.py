"""Handing over: the participants who want to go on meeting become follow-on groups."""

from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import datetime
from datetime import time as Time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from followon.audit.services import record
from followon.people.models import User
from groups.errors import Refused
from groups.models import Group, JobKind, Membership, Place, PlaceKind
from groups.services import telling
from groups.services.groups import form_group
from groups.services.meetings import book_meeting
from groups.services.members import add_member
from groups.services.places import add_place

from ..handing import Addition, NewGroup, Part
from ..models import HandedGroup, Handover, Participant, Placed, Programme


class AlreadyHandedOver(Refused):
    message = _("This programme was handed over already")


class NotHandedOver(Refused):
    message = _("This programme is not handed over")


class TakesNobody(Refused):
    message = _("This group no longer takes new people. Choose another")


@transaction.atomic
def hand_over_all(
    *, programme: Programme, parts: Sequence[Part], by: User, now: datetime
) -> Handover:
    """Form the groups, add people to others, book first meetings, tell everybody: all or nothing.

    Raises AlreadyHandedOver, TakesNobody, and NoSuchTime or InThePast for a first date. People
    who are not in the programme, withdrew, said no or stand in two groups are a mistake of the
    caller's: ValueError.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if programme.is_handed_over:
        raise AlreadyHandedOver
    return _hand_over(programme, parts, by, now, is_later=False)


@transaction.atomic
def add_people(
    *, programme: Programme, group: Group, people: Sequence[User], by: User, now: datetime
) -> Handover:
    """Afterwards: people who were not placed come into a group; raises as `hand_over_all` does."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if not programme.is_handed_over:
        raise NotHandedOver
    return _hand_over(programme, [Addition(group, people)], by, now, is_later=True)


def hand_over(
    *,
    programme: Programme,
    name: str,
    date: Date,
    time: Time,
    place: Place | None,
    rhythm: str,
    people: list[User],
    coordinator: User,
    deputy: User | None,
    ptv: User | None,
    area: str = "",
    purposes: Iterable[str] = (),
    new_place: str = "",
    new_address: str = "",
    by: User,
    now: datetime,
) -> Group:
    """`hand_over_all` for one group whose coordinator and deputy said yes."""
    held = {JobKind.COORDINATOR.value: coordinator}
    if deputy is not None:
        held[JobKind.DEPUTY.value] = deputy
    group = NewGroup(
        name=name,
        people=people,
        date=date,
        time=time,
        rhythm=rhythm,
        place=place,
        held=held,
        ptv=ptv,
        area=area,
        purposes=purposes,
        new_place=new_place,
        new_address=new_address,
    )
    done = hand_over_all(programme=programme, parts=[group], by=by, now=now)
    return done.parts.get().group


def _hand_over(
    programme: Programme, parts: Sequence[Part], by: User, now: datetime, *, is_later: bool
) -> Handover:
    participants = _check(programme, parts)
    done = Handover.objects.create(programme=programme, by=by, at=now, is_later=is_later)
    for part in parts:
        if isinstance(part, NewGroup):
            group = _form(programme, part, by, now)
            members = {row.user_id: row for row in group.memberships.all()}
        else:
            group, members = part.group, _add(programme, part, by, now)
        handed = HandedGroup.objects.create(
            handover=done, group=group, is_new=isinstance(part, NewGroup)
        )
        Placed.objects.bulk_create(
            Placed(part=handed, participant=participants[user.pk], member=members[user.pk])
            for user in part.people
        )
    _record(programme, parts, by, now, is_later=is_later)
    return done


def _check(programme: Programme, parts: Sequence[Part]) -> dict[Any, Participant]:
    people = [user.pk for part in parts for user in part.people]
    if not parts or not all(part.people for part in parts):
        raise ValueError("A hand-over needs at least one group, and each group its people.")
    if len(set(people)) != len(people):
        raise ValueError("Somebody is in two groups of one hand-over.")
    rows = Participant.objects.who_want_to_meet().filter(programme=programme, user__in=people)
    willing = {row.user_id: row for row in rows.exclude(placed__in=Placed.objects.standing())}
    if len(willing) != len(people):
        strangers = len(people) - len(willing)
        raise ValueError(f"{strangers} of the people did not say yes or maybe here, or are placed.")
    return willing


def _form(programme: Programme, part: NewGroup, by: User, now: datetime) -> Group:
    last = programme.sessions.order_by("-date").first()
    held = dict(part.held)
    group = form_group(
        service=programme.service,
        name=part.name,
        area=part.area,
        rhythm=part.rhythm,
        people=list(part.people),
        coordinator=held.pop(JobKind.COORDINATOR, None),
        deputy=held.pop(JobKind.DEPUTY, None),
        ptv=part.ptv,
        last_session_on=last.date if last else None,
        purposes=part.purposes,
        agreement=part.agreement,
        others=held,
        offered=part.offered,
        by=by,
        now=now,
    )
    place = part.place
    if part.new_place:
        place = add_place(
            service=programme.service,
            kind=PlaceKind.OTHER,
            name=part.new_place,
            address=part.new_address,
            by=by,
            now=now,
        )
    book_meeting(group=group, date=part.date, time=part.time, place=place, by=by, now=now)
    return group


def _add(programme: Programme, part: Addition, by: User, now: datetime) -> dict[Any, Membership]:
    """The people as members; whoever runs the group is told who they are."""
    group = Group.objects.open().filter(pk=part.group.pk, service=programme.service).first()
    if group is None or not _takes(programme, group):
        raise TakesNobody
    were = set(group.memberships.open().values_list("user_id", flat=True))
    members: dict[Any, Membership] = {
        user.pk: add_member(group=group, user=user, by=by, now=now) for user in part.people
    }
    new = [member for key, member in members.items() if key not in were]
    if new:
        telling.people_added(group, new, by=by, now=now)
    return members


def _takes(programme: Programme, group: Group) -> bool:
    """It welcomes newcomers, or was formed by this programme."""
    own = group.handed.filter(handover__programme=programme, is_new=True)
    return group.welcomes_newcomers or own.exists()


def _record(
    programme: Programme, parts: Sequence[Part], by: User, now: datetime, *, is_later: bool
) -> None:
    record(
        "programme.people_added" if is_later else "programme.handed_over",
        programme,
        by=by,
        now=now,
        service=programme.service,
        groups=len(parts),
        people=sum(len(part.people) for part in parts),
    )
