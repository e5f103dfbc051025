"""Whether a new group has begun to be its members' own."""

from collections.abc import Collection
from datetime import datetime

from ..models import OPEN_GROUP_STATES, Group, Meeting, MeetingState, Membership


def has_begun(group: Group, members: Collection[int], now: datetime) -> bool:
    """Whether it met, touched its dates, or took somebody in besides these members.

    An answer, a job taken on, a break or a leaving are no reason: they go with the group.
    """
    meetings = list(Meeting.objects.filter(group=group))
    first_only = len(meetings) <= 1 and all(
        each.state == MeetingState.BOOKED and each.version == 1 and each.starts_at > now
        for each in meetings
    )
    still = set(Membership.objects.open().filter(group=group).values_list("pk", flat=True))
    return group.state not in OPEN_GROUP_STATES or not first_only or bool(still - set(members))
