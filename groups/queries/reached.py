"""Whom a message about a date has reached, or surely still will: all others are rung."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from followon.messaging.gate import IN_WEEKLY
from followon.messaging.models import Message, State
from followon.messaging.weekly import WEEK

from ..models import Meeting, MeetingMove

# So long may a provider be asked what became of a message; after that a person asks.
IN_DOUBT = timedelta(hours=1)
# So near to the meeting, what has failed once is no longer waited for.
NEAR = timedelta(days=1)


def reached(meeting: Meeting, user_ids: Collection[Any], now: datetime) -> set[Any]:
    """Those of these people whom the date as it is now has reached, or will: three queries.

    A message about an earlier version says nothing: that it moved is what they have to hear.
    """
    told = Message.objects.filter(
        subject=f"meeting:{meeting.pk}", version=meeting.version, recipient__in=user_ids
    )
    found = set(told.filter(_arrives(meeting, now)).values_list("recipient_id", flat=True))
    found |= _left_to_the_week(told, meeting, now)
    return found | {_who_set_it(meeting)}


def _arrives(meeting: Meeting, now: datetime) -> Q:
    waits = Q(state__in=[State.QUEUED, State.SENDING])
    if meeting.starts_at - now < NEAR:
        waits &= Q(reason="")
    in_doubt = Q(state=State.UNKNOWN, look_at__isnull=False, released_at__gt=now - IN_DOUBT)
    return waits | in_doubt | Q(state__in=[State.SENT, State.DELIVERED])


def _left_to_the_week(told: QuerySet[Message], meeting: Meeting, now: datetime) -> set[Any]:
    """Who hears of it in the weekly message: unless that came since, and failed."""
    held = told.filter(state=State.SKIPPED, reason=IN_WEEKLY, finished_at__gt=now - 2 * WEEK)
    left = dict(held.values_list("recipient_id", "finished_at"))
    if not left:
        return set()
    came: dict[Any, bool] = {}
    weeks = Message.objects.filter(kind="week_ahead", recipient__in=left)
    for week in weeks.filter(created_at__gt=now - 2 * WEEK).annotate(
        arrives=_arrives(meeting, now)
    ):
        if week.created_at >= left[week.recipient_id]:
            came[week.recipient_id] = came.get(week.recipient_id, False) or week.arrives
    return {
        person
        for person, at in left.items()
        if came.get(person, at is not None and now - at < WEEK + NEAR)
    }


def _who_set_it(meeting: Meeting) -> Any:
    """They are told nothing, because they did it themselves."""
    moves = MeetingMove.objects.filter(meeting=meeting, version=meeting.version - 1)
    if meeting.version == 1:
        return meeting.booked_by_id
    return moves.values_list("moved_by_id", flat=True).first()
