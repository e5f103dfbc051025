"""Having planning look at what a change may have made due; see `followon.messaging.planners`."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast

from followon.messaging.services import agenda

from ..models import Meeting, Poll
from ..queries.due import live_meetings
from ..queries.polls_due import live_polls
from ..queries.turns import live_jobs, live_pauses
from .telling import WELCOME_WAITS


def look_at_group(group_id: Any, *, now: datetime) -> None:
    """All of the group of which something may be due."""
    look_at_groups([group_id], now=now)


def look_at_groups(group_ids: Collection[Any], *, now: datetime) -> None:
    """As for one, in one statement: two that take turns at each other's groups would deadlock."""
    things = {
        "meeting": live_meetings(now),
        "job": live_jobs(now),
        "pause": live_pauses(now),
        "poll": live_polls(now),
    }
    rows = [
        live.filter(group__in=group_ids).values_list(Value(noun), Cast("pk", CharField()))
        for noun, live in things.items()
    ]
    found = rows[0].union(*rows[1:], all=True)
    agenda.look_at([f"{noun}:{key}" for noun, key in found], at=now)


def look_at_meeting(meeting: Meeting, *, now: datetime) -> None:
    """One meeting: an answer changes who is reminded of it."""
    agenda.look_at([f"meeting:{meeting.pk}"], at=now)


def look_at_poll(poll: Poll, *, now: datetime) -> None:
    """One poll: a vote changes who is reminded of it, and whether all have answered."""
    agenda.look_at([f"poll:{poll.pk}"], at=now)


def welcome_later(member_ids: Iterable[int], *, now: datetime) -> None:
    """People who have just joined, unless they are welcomed with a first date before."""
    agenda.look_at([f"member:{pk}" for pk in member_ids], at=now + WELCOME_WAITS)
