"""Whether a message should still leave: asked just before sending; why not, or nothing."""

from datetime import datetime

from followon.messaging.models import Message

from ..local_time import local_day
from ..models import JobState, Meeting, MeetingState
from ..queries import about
from ..reminders import SAID_NO

GONE = "the meeting is gone"
OFF = "the meeting was cancelled"
MOVED = "the meeting has moved since"
BEGUN = "the meeting has begun"
LEFT = "no longer a member"
RESTING = "taking a break"
GROUP_RESTS = "the group is resting"
SAID = "said they will not come"
REPORTED = "already reported"
BOOKED = "a date is booked"
CHOOSING = "the group is choosing a date by a poll"
TAKEN = "already answered"


def stands(message: Message, now: datetime) -> str:
    """For a booked meeting that has not begun, at the version that the message is about."""
    meeting = about.meeting_of(message)
    if meeting is None:
        return GONE
    return (
        _not_ahead(meeting, now)
        or ("" if meeting.version == message.version else MOVED)
        or _not_theirs(meeting, message, now)
    )


def cancelled(message: Message, now: datetime) -> str:
    """For a meeting that is still off and would still have to come."""
    meeting = about.meeting_of(message)
    if meeting is None:
        return GONE
    if meeting.state != MeetingState.CANCELLED:
        return "the meeting stands again"
    return BEGUN if meeting.starts_at <= now else _not_theirs(meeting, message, now)


def reminder(message: Message, now: datetime) -> str:
    """As `stands`; not in a rest of the group, nor for whoever said that they will not come."""
    why_not = stands(message, now)
    if why_not:
        return why_not
    meeting = about.meeting_of(message)
    if meeting is not None and about.is_in_a_rest(message, meeting):
        return GROUP_RESTS
    answer = about.answer_of(message)
    return SAID if answer is not None and answer.value in SAID_NO else ""


def stand_in(message: Message, now: datetime) -> str:
    """As `stands`, and only for whoever stands in now."""
    meeting = about.meeting_of(message)
    if meeting is None:
        return GONE
    if meeting.run_by is None or meeting.run_by.user_id != message.recipient_id:
        return "somebody else runs it now"
    return _not_ahead(meeting, now)


def unreported(message: Message, now: datetime) -> str:
    """For a meeting that has begun and of which nobody has said anything."""
    meeting = about.meeting_of(message)
    if meeting is None:
        return GONE
    if meeting.state not in (MeetingState.BOOKED, MeetingState.UNKNOWN):
        return OFF if meeting.state == MeetingState.CANCELLED else REPORTED
    if meeting.starts_at > now:
        return MOVED
    if about.is_in_a_rest(message, meeting):
        return GROUP_RESTS
    return _not_theirs(meeting, message, now)


def no_next_date(message: Message, now: datetime) -> str:
    """For a group that still has nothing booked."""
    meeting = about.meeting_of(message)
    if meeting is None:
        return GONE
    if about.meeting_ahead(message, now) is not None:
        return BOOKED
    if meeting.group_id in about.about(message).choosing:
        return CHOOSING
    return _not_theirs(meeting, message, now)


def welcome(message: Message, now: datetime) -> str:
    """For somebody who is still a member."""
    return "" if about.member_of(message) is not None else LEFT


def volunteer(message: Message, now: datetime) -> str:
    """For somebody who still goes along."""
    return "" if about.is_for_volunteer(message) else LEFT


def offer(message: Message, now: datetime) -> str:
    """For an offer that nobody has answered yet."""
    job = about.job_of(message)
    return "" if job is not None and job.state == JobState.OFFERED else TAKEN


def _not_ahead(meeting: Meeting, now: datetime) -> str:
    if meeting.state == MeetingState.CANCELLED:
        return OFF
    is_ahead = meeting.state == MeetingState.BOOKED and meeting.starts_at > now
    return "" if is_ahead else BEGUN


def _not_theirs(meeting: Meeting, message: Message, now: datetime) -> str:
    member = about.member_of(message)
    if member is None:
        return "" if about.is_for_volunteer(message) else LEFT
    is_resting = member.is_resting(local_day(now, meeting.zone))
    return RESTING if is_resting and not member.texts_while_resting else ""
