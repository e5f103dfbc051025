"""What is due now, as messaging wants to hear it."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from followon.messaging.kinds import Due

from .. import reminders
from ..models import Meeting, Membership
from ..queries import due
from ..reminders import Ask, MeetingFacts
from ..services.telling import WELCOME_WAITS

# Clocks change by an hour at most within any of these windows.
SLACK = timedelta(hours=2)
WELCOME_ENDS = timedelta(days=7)


def reminder(kind: str, now: datetime) -> Iterable[Due]:
    """Reminders whose time has come."""
    days = timedelta(days=reminders.DAYS_BEFORE[kind])
    start = now if kind == "reminder_2" else now + days - reminders.LATEST_7 - SLACK
    meetings = due.booked_between(start, now + days + SLACK)
    return _due(meetings, lambda each: reminders.reminded(kind, each, now))


def how_did_it_go(now: datetime) -> Iterable[Due]:
    """Questions about meetings that have begun and of which nobody has said anything."""
    meetings = due.booked_between(now - reminders.ASKING_ENDS, now - reminders.ASKED_AFTER)
    return _due(meetings, lambda each: reminders.asked_how_it_went(each, now))


def next_date(now: datetime) -> Iterable[Due]:
    """Asking for a date where a meeting was reported some days ago and none is booked."""
    meetings = due.reported_without_next(
        now - reminders.NEXT_DATE_ENDS, now - reminders.NEXT_DATE_AFTER, now
    )
    return _due(meetings, lambda each: reminders.asked_for_next_date(each, now))


def welcome(now: datetime) -> Iterable[Due]:
    """Members who joined a while ago and were not welcomed together with a first date."""
    members = due.joined_between(now - WELCOME_ENDS, now - WELCOME_WAITS)
    ahead = due.next_meetings({member.group_id for member in members}, now)
    welcomed = due.already_welcomed(members, since=now - WELCOME_ENDS)
    for member in members:
        if (str(member.group_id), member.user_id) not in welcomed:
            yield _welcome(member, ahead.get(member.group_id))


def _welcome(member: Membership, meeting: Meeting | None) -> Due:
    return Due(
        service_id=member.group.service_id,
        recipient_id=member.user_id,
        subject=f"meeting:{meeting.pk}" if meeting else f"group:{member.group_id}",
        version=meeting.version if meeting else member.pk,
        send_before=meeting.starts_at if meeting else member.joined_at + WELCOME_ENDS,
        facts={"group": str(member.group_id)},
    )


def _due(meetings: list[MeetingFacts], asks: Callable[[MeetingFacts], list[Ask]]) -> Iterable[Due]:
    return (
        Due(
            service_id=meeting.service_id,
            recipient_id=ask.person_id,
            subject=f"meeting:{meeting.id}",
            version=meeting.version,
            send_before=ask.send_before,
        )
        for meeting in meetings
        for ask in asks(meeting)
    )
