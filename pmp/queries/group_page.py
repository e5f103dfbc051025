"""What the service may know of one group: dates, headcounts, jobs; no names, no private words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from groups.models import Group, GroupHealth, JobKind, JobState, Meeting, MeetingState
from groups.sentences import spoken_flags
from pmp.queries.charts import Bar, bars


@dataclass(frozen=True)
class GroupFacts:
    """Counts and dates for the service's page of a group. Towns only, never an address."""

    members: int
    resting: int
    has_coordinator: bool
    has_deputy: bool
    next_meeting: Meeting | None
    past: list[Meeting]
    not_heard: int
    health: GroupHealth | None
    flags: list[dict[str, str]]
    bars: list[Bar]


def facts_about(group: Group, *, now: datetime) -> GroupFacts:
    """Everything in five queries, however long the group has lived."""
    members = group.memberships.open().aggregate(
        all=Count("pk"), resting=Count("pk", filter=Q(resting_until__gt=now.date()))
    )
    held = set(group.jobs.filter(state=JobState.HELD).values_list("kind", flat=True))
    health = GroupHealth.objects.filter(group=group).first()
    past = list(group.meetings.begun(now).select_related("place")[:60])
    return GroupFacts(
        members=members["all"],
        resting=members["resting"],
        has_coordinator=JobKind.COORDINATOR in held,
        has_deputy=JobKind.DEPUTY in held,
        next_meeting=group.meetings.upcoming(now).select_related("place").first(),
        past=past,
        not_heard=sum(m.state in (MeetingState.BOOKED, MeetingState.UNKNOWN) for m in past),
        health=health,
        flags=spoken_flags(health.flags) if health else [],
        bars=bars(health.headcounts) if health else [],
    )
