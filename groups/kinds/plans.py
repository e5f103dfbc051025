"""What is due now, as messaging wants to hear it."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from followon.messaging.kinds import Due

from .. import reminders
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
    return _new(kind, meetings, lambda meeting: reminders.reminded(kind, meeting, now))


def how_did_it_go(now: datetime) -> Iterable[Due]:
    """Questions about meetings that have begun and of which nobody has said anything."""
    meetings = due.booked_between(now - reminders.ASKING_ENDS, now - reminders.ASKED_AFTER)
    return _new(
        "how_did_it_go", meetings, lambda meeting: reminders.asked_how_it_went(meeting, now)
    )


def next_date(now: datetime) -> Iterable[Due]:
    """Asking for a date where a meeting was reported some days ago and none is booked."""
    meetings = due.reported_without_next(
        now - reminders.NEXT_DATE_ENDS, now - reminders.NEXT_DATE_AFTER, now
    )
    return _new("next_date", meetings, lambda meeting: reminders.asked_for_next_date(meeting, now))


def welcome(now: datetime) -> Iterable[Due]:
    """Members who joined a while ago and were not welcomed together with a first date."""
    members = due.joined_between(now - WELCOME_ENDS, now - WELCOME_WAITS)
    ahead = due.next_meetings({member.group_id for member in members}, now)
    told = due.already_told("welcome", {f"group:{member.group_id}" for member in members})
    for member in members:
        subject, meeting = f"group:{member.group_id}", ahead.get(member.group_id)
        if (subject, member.pk, member.user_id) not in told:
            yield Due(
                service_id=member.group.service_id,
                recipient_id=member.user_id,
                subject=subject,
                version=member.pk,
                send_before=member.joined_at + WELCOME_ENDS,
                facts={"meeting": str(meeting.pk)} if meeting else {},
            )


def _new(
    kind: str, meetings: list[MeetingFacts], asks: Callable[[MeetingFacts], list[Ask]]
) -> Iterable[Due]:
    told = due.already_told(kind, [f"meeting:{meeting.id}" for meeting in meetings])
    for meeting in meetings:
        subject = f"meeting:{meeting.id}"
        for ask in asks(meeting):
            if (subject, meeting.version, ask.person_id) not in told:
                yield Due(
                    service_id=meeting.service_id,
                    recipient_id=ask.person_id,
                    subject=subject,
                    version=meeting.version,
                    send_before=ask.send_before,
                )
