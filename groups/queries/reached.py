"""Whom a message about a date has reached, or surely still will: all others are rung."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from followon.messaging.gate import IN_WEEKLY
from followon.messaging.models import Message, State
from followon.messaging.routing import NOT_BY_MESSAGE
from followon.messaging.weekly import WEEK
from followon.people.models import Preference

from ..models import Meeting, MeetingMove

# So long may a provider be asked what became of a message; after that a person asks.
IN_DOUBT = timedelta(hours=1)
# So near to the meeting, what has failed once is no longer waited for.
NEAR = timedelta(days=1)
# What became of most messages: about these nothing else need be asked.
ARRIVED = (State.SENT, State.DELIVERED)


def reached(meeting: Meeting, user_ids: Collection[Any], now: datetime) -> set[Any]:
    """Those of these people whom the date as it is now has reached, or will."""
    return reached_of([meeting], user_ids, now)[meeting.pk]


def reached_of(
    meetings: Collection[Meeting], user_ids: Collection[Any], now: datetime
) -> dict[Any, set[Any]]:
    """By meeting, those of these people whom its date has reached, or will: four queries at most.

    A message about an earlier version says nothing: that it moved is what they have to hear.
    """
    found = _who_set_them(meetings)
    by_subject = {f"meeting:{meeting.pk}": meeting for meeting in meetings}
    left: list[tuple[Meeting, Message]] = []
    for message in _told(by_subject, user_ids):
        meeting = by_subject[message.subject]
        if message.version != meeting.version:
            continue
        if arrives(message, meeting, now):
            found[meeting.pk].add(message.recipient_id)
        elif message.reason == IN_WEEKLY and message.state == State.SKIPPED:
            left.append((meeting, message))
    for meeting_id, message in _left_to_the_week(left, now):
        found[meeting_id].add(message.recipient_id)
    return found


def arrives(message: Message, meeting: Meeting, now: datetime) -> bool:
    """Whether it has arrived, as far as we know, or can still be counted on to."""
    match message.state:
        case State.QUEUED | State.SENDING:
            return not message.reason or meeting.starts_at - now >= NEAR
        case State.UNKNOWN:
            went = message.released_at
            return message.look_at is not None and went is not None and now - went < IN_DOUBT
    return message.state in ARRIVED


def _told(subjects: Iterable[str], user_ids: Collection[Any]) -> Iterable[Message]:
    """What these people were told of these dates; nothing of what was said."""
    rows = Message.objects.filter(subject__in=list(subjects), recipient__in=user_ids)
    return rows.only(
        "subject", "version", "recipient", "service", "state", "reason", "look_at",
        "released_at", "finished_at",
    )  # fmt: skip


def _left_to_the_week(
    left: Collection[tuple[Meeting, Message]], now: datetime
) -> Iterator[tuple[Any, Message]]:
    """What the weekly message has told, or will: unless that came since, and failed.

    To whoever has asked for a call or a letter meanwhile none comes any more.
    """
    if not left:
        return
    people = {message.recipient_id for _meeting, message in left}
    weeks = _weeks(people, now)
    rung = set(
        Preference.objects.filter(user__in=people, reach__in=NOT_BY_MESSAGE).values_list(
            "user_id", flat=True
        )
    )
    for meeting, message in left:
        at = message.finished_at
        if at is None or now - at >= 2 * WEEK:
            continue
        own = weeks[message.recipient_id, message.service_id]
        came = [week for week in own if week.created_at >= at]
        waits = message.recipient_id not in rung and now - at < WEEK + NEAR
        if any(arrives(week, meeting, now) for week in came) or (not came and waits):
            yield meeting.pk, message


def _weeks(people: Collection[Any], now: datetime) -> dict[Any, list[Message]]:
    """The weekly messages of the last two weeks, by person and service."""
    weeks: dict[Any, list[Message]] = defaultdict(list)
    rows = Message.objects.filter(kind="week_ahead", recipient__in=people)
    for week in rows.filter(created_at__gt=now - 2 * WEEK):
        weeks[week.recipient_id, week.service_id].append(week)
    return weeks


def _who_set_them(meetings: Collection[Meeting]) -> dict[Any, set[Any]]:
    """They are told nothing, because they did it themselves."""
    who = {each.pk: {each.booked_by_id} if each.version == 1 else set() for each in meetings}
    version = {each.pk: each.version for each in meetings if each.version > 1}
    moves = MeetingMove.objects.filter(meeting__in=version) if version else ()
    for move in moves:
        if move.version == version[move.meeting_id] - 1:
            who[move.meeting_id].add(move.moved_by_id)
    return who
