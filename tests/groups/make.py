"""Meetings and answers for tests, through the services."""

from datetime import date, datetime, time, timedelta

import time_machine

from followon.messaging.models import Message
from groups.models import AnsweredBy, Group, Meeting, Membership, Place
from groups.services.answers import give_answer
from groups.services.meetings import book_meeting
from groups.services.places import add_place
from tests.cast import NOW

TUESDAY = date(2026, 9, 22)
TWO = time(14)


def at(moment: datetime):
    """Stand still at that moment."""
    return time_machine.travel(moment, tick=False)


def make_place(group: Group, *, name: str = "The Bakery", own: bool = False, **facts) -> Place:
    return add_place(
        service=group.service,
        group=group if own else None,
        kind=facts.pop("kind", "cafe"),
        name=name,
        address=facts.pop("address", "1 North Street"),
        town=facts.pop("town", "Bristol"),
        access=facts.pop("access", ()),
        by=None,
        now=NOW,
        **facts,
    )


def make_meeting(
    group: Group, *, on: date = TUESDAY, at: time = TWO, place=None, by=None, now: datetime = NOW
) -> Meeting:
    return book_meeting(group=group, date=on, time=at, place=place, by=by, now=now)


def member_of(group: Group, user) -> Membership:
    return Membership.objects.open().get(group=group, user=user)


def answer(meeting: Meeting, user, value: str, *, now: datetime = NOW, **more):
    return give_answer(
        meeting=meeting,
        member=member_of(meeting.group, user),
        value=value,
        by_way=AnsweredBy.PAGE,
        given_by=user,
        now=now,
        **more,
    )


def told(kind: str) -> set[str]:
    """First names of those who have a message of that kind."""
    return set(
        Message.objects.filter(kind=kind).values_list("recipient__preferred_name", flat=True)
    )


def after(meeting: Meeting, **more) -> datetime:
    """So long after a meeting's start."""
    return meeting.starts_at + timedelta(**more)
