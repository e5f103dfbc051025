"""Handing over: the participants who want to go on meeting become a follow-on group."""

from collections.abc import Iterable
from datetime import date as Date
from datetime import datetime
from datetime import time as Time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from followon.audit.services import record
from followon.people.models import User
from groups.errors import Refused
from groups.models import Group, Place, PlaceKind
from groups.services.groups import form_group
from groups.services.meetings import book_meeting
from groups.services.places import add_place

from ..models import Handover, Participant, Programme


class AlreadyHandedOver(Refused):
    message = _("This programme was handed over already")


@transaction.atomic
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
    """Form the group, book its first meeting, name who runs it, and tell everybody, all or nothing.

    `new_place` goes into the service's directory and is where the group meets first.
    Raises AlreadyHandedOver, and NoSuchTime or InThePast for the first date. People who are not
    in the programme, withdrew or said no are a mistake of the caller's: ValueError.
    """
    _check(programme, people)
    last = programme.sessions.order_by("-date").first()
    group = form_group(
        service=programme.service,
        name=name,
        area=area,
        rhythm=rhythm,
        people=people,
        coordinator=coordinator,
        deputy=deputy,
        ptv=ptv,
        last_session_on=last.date if last else None,
        purposes=purposes,
        by=by,
        now=now,
    )
    if new_place:
        place = _add_place(programme, new_place, new_address, by, now)
    book_meeting(group=group, date=date, time=time, place=place, by=by, now=now)
    Handover.objects.create(programme=programme, group=group, by=by, at=now)
    _record(programme, group, len(people), by, now)
    return group


def _check(programme: Programme, people: list[User]) -> None:
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if programme.handovers.exists():
        raise AlreadyHandedOver
    willing = set(
        Participant.objects.who_want_to_meet()
        .filter(programme=programme)
        .values_list("user_id", flat=True)
    )
    strangers = [user for user in people if user.pk not in willing]
    if strangers:
        raise ValueError(f"{len(strangers)} of the people did not say yes or maybe here.")


def _add_place(programme: Programme, name: str, address: str, by: User, now: datetime) -> Place:
    service, kind = programme.service, PlaceKind.OTHER
    return add_place(service=service, kind=kind, name=name, address=address, by=by, now=now)


def _record(programme: Programme, group: Group, people: int, by: User, now: datetime) -> None:
    record(
        "programme.handed_over",
        programme,
        by=by,
        now=now,
        service=programme.service,
        group=str(group.pk),
        people=people,
    )
