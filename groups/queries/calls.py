"""Who to ring before a meeting: nobody who can be reached in another way."""

from dataclasses import dataclass
from datetime import datetime

from followon.messaging.routing import NOT_BY_MESSAGE
from followon.people.models import Contact, ContactKind, Preference
from followon.people.queries.sharing import shared_contacts

from ..local_time import local_day
from ..models import Answer, Meeting
from .answers import members_with_answers
from .reached import reached


@dataclass(frozen=True)
class Call:
    """One member to ring, or to write to; `numbers` are those that they share with the viewer.

    `wish` is how they asked to be reached where that is by no message; else nothing arrived.
    """

    member_id: int
    name: str
    numbers: list[Contact]
    answer: Answer | None
    wish: str


def call_list(
    meeting: Meeting, *, audiences: set[str], but: set[object], now: datetime
) -> list[Call]:
    """Members whom no message reached, or who asked for a call or a letter.

    Eight queries at most, however many members there are.

    `audiences` is for whom the viewer counts: any member may run a group that has no coordinator,
    which makes nobody one to whom numbers were promised.
    """
    today = local_day(now, meeting.zone)
    asked = [
        (member, answer)
        for member, answer in members_with_answers(meeting)
        if member.user_id not in but
        and (member.texts_while_resting or not member.is_resting(today))
    ]
    users = [member.user for member, _answer in asked]
    told = reached(meeting, [user.pk for user in users], now)
    prefer = Preference.objects.filter(user__in=users, reach__in=NOT_BY_MESSAGE)
    wishes = dict(prefer.values_list("user_id", "reach"))
    shared = shared_contacts(users, audiences)
    return [
        Call(
            member_id=member.pk,
            name=member.user.first_name,
            numbers=[
                contact for contact in shared[member.user_id] if contact.kind != ContactKind.EMAIL
            ],
            answer=answer,
            wish=wishes.get(member.user_id, ""),
        )
        for member, answer in asked
        if member.user_id in wishes or member.user_id not in told
    ]
