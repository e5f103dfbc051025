"""What a message is about, read back from its subject, and who its recipient is there."""

from datetime import datetime
from typing import Any

from followon.messaging.models import Message

from ..models import Answer, Group, Job, Meeting, MeetingMove, Membership, PtvLink


def meeting_of(message: Message) -> Meeting | None:
    """The meeting that a message is about, with group and place; None where it is gone."""
    noun, _colon, key = message.subject.partition(":")
    key = key if noun == "meeting" else str(message.facts.get("meeting", ""))
    if not key:
        return None
    return Meeting.objects.filter(pk=key).select_related("group", "place").first()


def group_of(message: Message) -> Group | None:
    """The group that a message is about."""
    noun, _colon, key = message.subject.partition(":")
    return Group.objects.filter(pk=key).first() if noun == "group" else None


def job_of(message: Message) -> Job | None:
    """The offered job that a message is about."""
    noun, _colon, key = message.subject.partition(":")
    jobs = Job.objects.select_related("group", "member")
    return jobs.filter(pk=key).first() if noun == "job" else None


def member_at(group_id: Any, user_id: Any) -> Membership | None:
    """The person's open membership of that group."""
    members = Membership.objects.open().filter(group=group_id, user=user_id)
    return members.select_related("user").first()


def is_volunteer_at(group_id: Any, user_id: Any) -> bool:
    """Whether this person goes along as the group's volunteer now."""
    return PtvLink.objects.open().filter(group=group_id, user=user_id).exists()


def answer_of(meeting: Meeting, user_id: Any) -> Answer | None:
    """What the person said about the date as it is now."""
    return Answer.objects.filter(
        meeting=meeting, member__user=user_id, given_at__gte=meeting.answers_since
    ).first()


def move_before(meeting: Meeting, version: int) -> MeetingMove | None:
    """What the meeting was just before it came to that version."""
    moves = MeetingMove.objects.filter(meeting=meeting, version=version - 1)
    return moves.select_related("place").first()


def next_meeting(group_id: Any, now: datetime) -> Meeting | None:
    """The group's next booked meeting."""
    return Meeting.objects.upcoming(now).filter(group=group_id).select_related("place").first()
