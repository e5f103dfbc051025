"""What a member says about coming: one row, changed at any time until the meeting begins."""

from datetime import datetime

from django.db import transaction

from followon.audit import services as audit
from followon.people.models import User

from ..errors import MeetingBegun, MeetingOff, NotAMember
from ..models import Answer, AnswerValue, Meeting, MeetingState, Membership
from .agenda import look_at_meeting
from .health import look_again_soon


@transaction.atomic
def give_answer(
    *,
    meeting: Meeting,
    member: Membership,
    value: str,
    by_way: str,
    given_by: User | None,
    now: datetime,
    guests: int = 0,
    tell_the_group: bool = False,
    said_at: datetime | None = None,
) -> Answer:
    """Write the member's answer over the one before, whichever way it came.

    `said_at` is when they gave it, where it has been under way since.
    """
    current = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    check_open_for_answers(current, now)
    if member.group_id != current.group_id or member.left_at is not None:
        raise NotAMember
    answer, _made = Answer.objects.update_or_create(
        meeting=current,
        member=member,
        defaults={
            "value": AnswerValue(value),
            "guests": guests,
            "tell_the_group": tell_the_group and value == AnswerValue.NOT_UP_TO_IT,
            "by": by_way,
            "given_by": given_by,
            "given_at": said_at or now,
        },
    )
    audit.record(
        "answer.given",
        current,
        by=given_by,
        now=now,
        service=current.group.service,
        way=str(by_way),
    )
    look_at_meeting(current, now=now)
    look_again_soon(current.group_id, now=now)
    return answer


def check_open_for_answers(meeting: Meeting, now: datetime) -> None:
    """Raise MeetingOff or MeetingBegun where no answer can be given any more."""
    if meeting.state == MeetingState.CANCELLED:
        raise MeetingOff
    if meeting.state != MeetingState.BOOKED or meeting.starts_at <= now:
        raise MeetingBegun
