"""Who to ring before a meeting: nobody who can be reached in another way."""

from dataclasses import dataclass
from datetime import datetime

from followon.messaging.models import Message, State
from followon.people.models import Contact, ContactKind, Preference, Reach
from followon.people.queries.sharing import shared_contacts

from ..local_time import local_day
from ..models import Answer, Meeting
from .answers import members_with_answers

ON_THE_WAY = (State.QUEUED, State.SENDING, State.UNKNOWN, State.SENT, State.DELIVERED)


@dataclass(frozen=True)
class Call:
    """One member to ring; `numbers` are those that they share with the viewer."""

    member_id: int
    name: str
    numbers: list[Contact]
    answer: Answer | None
    asked_for_a_call: bool


def call_list(
    meeting: Meeting, *, audiences: set[str], but: set[object], now: datetime
) -> list[Call]:
    """Members whom no message reached, or who asked for a call; six queries.

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
    reached = set(
        Message.objects.filter(
            subject=f"meeting:{meeting.pk}", recipient__in=users, state__in=ON_THE_WAY
        ).values_list("recipient_id", flat=True)
    )
    prefer = Preference.objects.filter(user__in=users, reach=Reach.CALL)
    calls = set(prefer.values_list("user_id", flat=True))
    shared = shared_contacts(users, audiences)
    return [
        Call(
            member_id=member.pk,
            name=member.user.first_name,
            numbers=[
                contact for contact in shared[member.user_id] if contact.kind != ContactKind.EMAIL
            ],
            answer=answer,
            asked_for_a_call=member.user_id in calls,
        )
        for member, answer in asked
        if member.user_id in calls or member.user_id not in reached
    ]
