"""Who looks at a group: as a member, with which jobs, or as its volunteer."""

from dataclasses import dataclass
from typing import Any

from followon.people.models import User

from ..models import (
    OPEN_GROUP_STATES,
    RUNS_THE_GROUP,
    Group,
    Job,
    JobKind,
    JobState,
    Meeting,
    Membership,
    PtvLink,
)


@dataclass(frozen=True)
class Viewer:
    """`member` is None for the volunteer; `jobs` are those held in the group now.

    `asked` are the offers that wait for an answer, or to which somebody said no.
    """

    user: User
    group: Group
    member: Membership | None
    jobs: tuple[Job, ...]
    asked: tuple[Job, ...] = ()

    @property
    def own_jobs(self) -> tuple[Job, ...]:
        return tuple(job for job in self.jobs if self.member and job.member_id == self.member.pk)

    @property
    def is_open(self) -> bool:
        return self.group.state in OPEN_GROUP_STATES

    @property
    def runs(self) -> bool:
        """Coordinator or deputy; any member where the group has neither."""
        if self.member is None or not self.is_open:
            return False
        runners = {job.member_id for job in self.jobs if job.kind in RUNS_THE_GROUP}
        return not runners or self.member.pk in runners

    def holder(self, kind: str) -> Membership | None:
        """Who has that job."""
        return next((job.member for job in self.jobs if job.kind == kind), None)

    @property
    def coordinator(self) -> Membership | None:
        return self.holder(JobKind.COORDINATOR)

    @property
    def audiences(self) -> set[str]:
        """For whom this viewer counts when members share a number: see people.queries.sharing."""
        runs = any(job.kind in RUNS_THE_GROUP for job in self.own_jobs)
        return {"group", "coordinators"} if runs else {"group"}


def viewer_at(group_id: Any, user: User) -> Viewer | None:
    """Who this person is to the group; None to whom it does not exist. Two or three queries."""
    member = (
        Membership.objects.open()
        .filter(group=group_id, user=user)
        .select_related("group__service", "user")
        .first()
    )
    group = member.group if member else _visited(group_id, user)
    if group is None:
        return None
    standing = Job.objects.filter(group=group_id).exclude(state=JobState.ENDED)
    jobs = list(standing.select_related("member__user").order_by("kind", "offered_at", "pk"))
    held = tuple(job for job in jobs if job.state == JobState.HELD)
    asked = tuple(job for job in jobs if job.state != JobState.HELD)
    return Viewer(user, group, member, held, asked)


def meeting_at(meeting_id: Any) -> Meeting | None:
    """One meeting with its place and stand-in."""
    meetings = Meeting.objects.select_related("place", "run_by__user", "group__service")
    return meetings.filter(pk=meeting_id).first()


def _visited(group_id: Any, user: User) -> Group | None:
    links = PtvLink.objects.open().filter(group=group_id, user=user)
    link = links.select_related("group__service").first()
    return link.group if link else None
