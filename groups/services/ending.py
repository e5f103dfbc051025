"""The end of a group, which is often a good one."""

from datetime import date, datetime

from django.db import transaction

from followon.audit import services as audit
from followon.people.models import User

from ..errors import GroupClosed
from ..models import OPEN_GROUP_STATES, Group, GroupState, Meeting, MeetingState, Pause
from .health import look_again
from .meetings import cancel_meeting
from .polls import drop_polls_of


@transaction.atomic
def end_group(*, group: Group, how: str, on: date, by: User | None, now: datetime) -> Group:
    """End the group, with what it had booked; its members keep their own data."""
    locked = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    if locked.state not in OPEN_GROUP_STATES:
        raise GroupClosed
    ahead = Meeting.objects.filter(group=locked, state=MeetingState.BOOKED, starts_at__gt=now)
    for meeting in ahead:
        cancel_meeting(meeting=meeting, version=meeting.version, by=by, now=now)
    drop_polls_of(locked, by=by, now=now)
    Pause.objects.filter(group=locked, ended_on=None, started_on__lte=on).update(ended_on=on)
    locked.state, locked.ended_how, locked.ended_on = GroupState.ENDED, how, on
    locked.save(update_fields=["state", "ended_how", "ended_on"])
    audit.record("group.ended", locked, by=by, now=now, service=locked.service, how=str(how))
    look_again(locked.pk, now=now)
    return locked
