"""Taking back within a day what a hand-over did, as if it had never been."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from followon.audit import services as audit
from followon.people.models import User

from ..errors import Refused
from ..models import (
    Answer,
    Attendance,
    Group,
    GroupHealth,
    GroupState,
    Job,
    JobState,
    Meeting,
    MeetingState,
    Membership,
    PtvLink,
)
from ..queries.begun import has_begun
from .health import look_again


class GroupHasBegun(Refused):
    """The group has acted as one; `group` is which."""

    message = _("The group has already met, changed its date or taken somebody in")

    def __init__(self, group: Group) -> None:
        words = _("%(group)s has already met, changed its date or taken somebody in")
        super().__init__(words % {"group": group.name})
        self.group = group


@transaction.atomic
def take_back_group(
    *, group: Group, members: Collection[int], by: User, now: datetime
) -> list[UUID]:
    """Close the group with all it had; returns its volunteers, who were told too.

    It counts as never formed. `members` are those whom the hand-over brought: raises
    GroupHasBegun where the group is more than that by now. Nobody is told here.
    """
    locked = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    list(Meeting.objects.select_for_update().filter(group=locked))
    if has_begun(locked, members, now):
        raise GroupHasBegun(locked)
    for meeting in Meeting.objects.filter(group=locked):
        meeting.state, meeting.cancelled_at = MeetingState.CANCELLED, now
        meeting.version += 1
        meeting.save(update_fields=["state", "cancelled_at", "version"])
    jobs = Job.objects.filter(group=locked, state__in=[JobState.HELD, JobState.OFFERED])
    jobs.update(state=JobState.ENDED, ended_at=now)
    Membership.objects.open().filter(group=locked).update(left_at=now)
    links = PtvLink.objects.filter(group=locked, ended_at__isnull=True)
    volunteers = list(links.values_list("user_id", flat=True))
    links.update(ended_at=now)
    GroupHealth.objects.filter(group=locked).delete()
    locked.state = GroupState.UNDONE
    locked.save(update_fields=["state"])
    audit.record("group.taken_back", locked, by=by, now=now, service=locked.service)
    return volunteers


@transaction.atomic
def take_back_members(
    *, group: Group, members: Collection[int], by: User, now: datetime
) -> list[Membership]:
    """Those of these members go again who have done nothing in the group; returns them.

    Whoever has answered, come, or taken on a job belongs to the group by now, and stays. One who
    goes was never there: no row stays that would count as somebody leaving.
    """
    Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    gone = list(
        Membership.objects.open()
        .filter(group=group, pk__in=members)
        .exclude(pk__in=Answer.objects.values("member"))
        .exclude(pk__in=Attendance.objects.values("member"))
        .exclude(pk__in=Job.objects.exclude(state=JobState.OFFERED).values("member"))
        .select_related("user")
        .order_by("user__full_name")
    )
    for member in gone:
        audit.record("member.taken_back", member, by=by, now=now, service=group.service)
    Membership.objects.filter(pk__in=[member.pk for member in gone]).delete()
    if gone:
        look_again(group.pk, now=now)
    return gone
