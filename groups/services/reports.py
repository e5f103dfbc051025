"""What became of a meeting: met, did not meet; may be corrected, and may never come."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from followon.audit import services as audit
from followon.people.models import User

from ..errors import BadHeadcount, MeetingNotBegun, MeetingOff, NotAMember, TooManyInTheRoom
from ..models import Attendance, Group, GroupState, Meeting, MeetingState, Membership, Way
from .health import look_again
from .volunteers import let_volunteers_go

# The paper counts a follow-on group once three participants have met face to face.
A_GROUP_FROM = 3
IN_PERSON = (Way.FACE_TO_FACE, Way.MIXED)
MOST = 60


@transaction.atomic
def report_met(
    *,
    meeting: Meeting,
    headcount: int | None,
    by: User | None,
    now: datetime,
    attended: Iterable[Membership] = (),
    in_person: int | None = None,
) -> Meeting:
    """Write down that the group met and how many came; None where nobody counted.

    Of a mixed meeting `in_person` says how many were in the room; only these make it a follow-on
    group in the paper's sense.
    """
    names = list(attended)
    if headcount is not None and not max(1, len(names)) <= headcount <= MOST:
        raise BadHeadcount
    current = _begun(meeting, now)
    if any(member.group_id != current.group_id for member in names):
        raise NotAMember
    in_room = in_person if current.way == Way.MIXED else None
    if in_room is not None and in_room > (headcount or 0):
        raise TooManyInTheRoom
    current.in_person = in_room
    _write(current, MeetingState.MET, headcount, by, now)
    Attendance.objects.filter(meeting=current).delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=current, member=member) for member in dict.fromkeys(names)
    )
    met_in_person = headcount if current.way == Way.FACE_TO_FACE else in_room
    if (met_in_person or 0) >= A_GROUP_FROM:
        Group.objects.filter(pk=current.group_id, state=GroupState.FORMING).update(
            state=GroupState.MEETING
        )
    let_volunteers_go(group_id=current.group_id, now=now)
    return current


@transaction.atomic
def report_not_met(*, meeting: Meeting, by: User | None, now: datetime) -> Meeting:
    """Write down that the group did not meet, which is not the same as no report."""
    current = _begun(meeting, now)
    current.in_person = None
    _write(current, MeetingState.NOT_MET, None, by, now)
    Attendance.objects.filter(meeting=current).delete()
    return current


@transaction.atomic
def give_up_asking(*, meeting: Meeting, now: datetime) -> bool:
    """Keep a date of which nobody has said anything as just that."""
    silent = Meeting.objects.filter(pk=meeting.pk, state=MeetingState.BOOKED, starts_at__lt=now)
    if silent.update(state=MeetingState.UNKNOWN) != 1:
        return False
    service = meeting.group.service
    audit.record("meeting.unknown", meeting, by=None, now=now, service=service)
    let_volunteers_go(group_id=meeting.group_id, now=now)
    look_again(meeting.group_id, now=now)
    return True


def _begun(meeting: Meeting, now: datetime) -> Meeting:
    # The group first: ending a group locks in this order too.
    Group.objects.select_for_update(no_key=True).get(pk=meeting.group_id)
    current = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("group__service", "place")
        .get(pk=meeting.pk)
    )
    if current.state in (MeetingState.CANCELLED, MeetingState.PROPOSED):
        raise MeetingOff
    if current.starts_at > now:
        raise MeetingNotBegun
    return current


def _write(
    meeting: Meeting, state: MeetingState, headcount: int | None, by: User | None, now: datetime
) -> None:
    meeting.state, meeting.headcount = state, headcount
    meeting.reported_by, meeting.reported_at = by, now
    meeting.save(update_fields=["state", "headcount", "in_person", "reported_by", "reported_at"])
    audit.record(
        f"meeting.{state}", meeting, by=by, now=now, service=meeting.group.service, came=headcount
    )
    look_again(meeting.group_id, now=now)
