"""A group as its members see it, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch

from followon.people.models import Contact
from followon.people.queries.sharing import shared_contacts

from ..local_time import local_day
from ..models import (
    Attendance,
    Job,
    JobKind,
    JobState,
    Meeting,
    MeetingMove,
    MeetingState,
    Membership,
    Pause,
    Poll,
    PtvLink,
)
from .polls import poll_of_viewer
from .viewers import Viewer

SHOWN_PAST = 12
SAYS_NO_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Person:
    """One member: what they share with the viewer, and their jobs."""

    member: Membership
    contacts: list[Contact]
    jobs: list[Job]
    is_resting: bool


@dataclass(frozen=True)
class GroupPage:
    """Everything on a group's page."""

    people: list[Person]
    volunteers: list[PtvLink]
    next_meeting: Meeting | None
    past: list[Meeting]
    pause: Pause | None
    free_jobs: list[JobKind]
    waiting: list[Job]
    declined: list[Job]
    poll: Poll | None


def group_page(viewer: Viewer, *, now: datetime) -> GroupPage:
    """Nine queries, whether there are one or many members and meetings."""
    group = viewer.group
    members = Membership.objects.open().filter(group=group).select_related("user")
    links = PtvLink.objects.open().filter(group=group).select_related("user")
    today = local_day(now, group.zone)
    held = {job.kind for job in viewer.jobs}
    return GroupPage(
        people=_people(list(members.order_by("user__preferred_name", "pk")), viewer, today),
        volunteers=list(links),
        next_meeting=Meeting.objects.upcoming(now)
        .filter(group=group)
        .select_related("place")
        .first(),
        past=past_meetings(group.pk, now),
        pause=Pause.objects.filter(group=group, ended_on__isnull=True).first(),
        free_jobs=[kind for kind in JobKind if kind not in held],
        waiting=[job for job in viewer.asked if job.state == JobState.OFFERED],
        declined=_declined(viewer, now),
        poll=poll_of_viewer(viewer),
    )


def _declined(viewer: Viewer, now: datetime) -> list[Job]:
    """Jobs that somebody could not take lately and that nobody has or was asked about since."""
    settled = {job.kind for job in viewer.jobs}
    last = {job.kind: job for job in viewer.asked if job.kind not in settled}
    return [
        job
        for job in last.values()
        if job.state == JobState.DECLINED and job.ended_at and job.ended_at > now - SAYS_NO_FOR
    ]


def past_meetings(group_id: Any, now: datetime) -> list[Meeting]:
    """The last dates with what became of each, cancelled ones too, latest first."""
    moves = Prefetch("moves", MeetingMove.objects.order_by("version"))
    dates = Meeting.objects.filter(group=group_id, starts_at__lte=now)
    dates = dates.exclude(state=MeetingState.PROPOSED).order_by("-starts_at")
    return list(dates.select_related("place").prefetch_related(moves)[:SHOWN_PAST])


def who_came(meeting: Meeting) -> list[str]:
    """First names, where somebody gave them; for members only."""
    came = Attendance.objects.filter(meeting=meeting).select_related("member__user")
    return sorted(attendance.member.user.first_name for attendance in came)


def _people(members: list[Membership], viewer: Viewer, today: date) -> list[Person]:
    contacts = shared_contacts([member.user for member in members], viewer.audiences)
    return [
        Person(
            member=member,
            contacts=contacts[member.user_id],
            jobs=[job for job in viewer.jobs if job.member_id == member.pk],
            is_resting=member.is_resting(today),
        )
        for member in members
    ]
