"""Saying privately that a place is hard, and taking it back."""

from datetime import datetime

from django.db import transaction

from followon.audit import services as audit
from followon.people.models import User

from ..models import HardPlace, Membership, Place
from .meetings import check_place


@transaction.atomic
def say_hard(*, place: Place, member: Membership, by: User, now: datetime) -> None:
    """Once is enough; the trail says that something was said, and not of which place."""
    check_place(place, member.group)
    _row, made = HardPlace.objects.get_or_create(
        member=member, place=place, defaults={"said_at": now}
    )
    if made:
        audit.record("place.hard", member, by=by, now=now, service=member.group.service)


@transaction.atomic
def take_back_hard(*, place: Place, member: Membership, by: User, now: datetime) -> None:
    """It is hard no longer."""
    if HardPlace.objects.filter(member=member, place=place).delete()[0]:
        audit.record("place.not_hard", member, by=by, now=now, service=member.group.service)
