"""The facts that `groups.reminders` weighs: what lies in a window, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from followon.messaging.models import Message

from ..local_time import local_day
from ..models import (
    RUNS_THE_GROUP,
    Answer,
    GroupState,
    Job,
    Meeting,
    MeetingState,
    Membership,
)
from ..reminders import MeetingFacts, Person

# Meetings are found by the index on their start; a report that comes later asks for nothing.
REPORTED_WITHIN = timedelta(days=21)
LIVELY = (GroupState.FORMING, GroupState.MEETING)


def booked_between(start: datetime, end: datetime) -> list[MeetingFacts]:
    """Meetings that stand and begin in that window, each with its members."""
    meetings = Meeting.objects.filter(
        state=MeetingState.BOOKED,
        starts_at__gt=start,
        starts_at__lte=end,
        group__state__in=LIVELY,
    )
    return with_people(meetings, start)


def reported_without_next(start: datetime, end: datetime, now: datetime) -> list[MeetingFacts]:
    """Each group's last meeting, reported in that window, where nothing is booked."""
    of_group = Meeting.objects.filter(group=OuterRef("group"))
    ahead = of_group.filter(state=MeetingState.BOOKED, starts_at__gt=now)
    later = of_group.filter(
        state__in=[MeetingState.MET, MeetingState.NOT_MET], starts_at__gt=OuterRef("starts_at")
    )
    meetings = Meeting.objects.filter(
        state__in=[MeetingState.MET, MeetingState.NOT_MET],
        reported_at__gt=start,
        reported_at__lte=end,
        starts_at__gt=start - REPORTED_WITHIN,
        group__state__in=LIVELY,
    ).exclude(Exists(ahead) | Exists(later))
    return with_people(meetings, now)


def with_people(meetings: QuerySet[Meeting], now: datetime) -> list[MeetingFacts]:
    """These meetings as facts: four queries for any number."""
    rows = list(meetings.select_related("group", "run_by"))
    groups = {meeting.group_id for meeting in rows}
    answers = _answers(rows)
    jobs = _jobs(groups)
    members: dict[Any, list[Membership]] = defaultdict(list)
    for member in Membership.objects.open().filter(group__in=groups).order_by("joined_at", "pk"):
        members[member.group_id].append(member)
    return [
        _facts(
            meeting,
            [
                _person(member, answers.get((meeting.pk, member.pk)), jobs, meeting, now)
                for member in members[meeting.group_id]
            ],
        )
        for meeting in rows
    ]


def already_welcomed(members: list[Membership], since: datetime) -> set[tuple[str, Any]]:
    """Which of these have been welcomed lately: to which group, whom."""
    messages = Message.objects.filter(
        kind="welcome",
        recipient__in=[member.user_id for member in members],
        created_at__gte=since,
    )
    return {
        (str(facts.get("group", "")), user_id)
        for facts, user_id in messages.values_list("facts", "recipient_id")
    }


def _answers(meetings: list[Meeting]) -> dict[Any, Answer]:
    since = {meeting.pk: meeting.answers_since for meeting in meetings}
    rows = Answer.objects.filter(meeting__in=since)
    return {
        (answer.meeting_id, answer.member_id): answer
        for answer in rows
        if answer.given_at >= since[answer.meeting_id]
    }


def _jobs(groups: set[Any]) -> dict[int, str]:
    held = Job.objects.held().filter(group__in=groups, kind__in=RUNS_THE_GROUP)
    return dict(held.values_list("member_id", "kind"))


def _person(
    member: Membership,
    answer: Answer | None,
    jobs: dict[int, str],
    meeting: Meeting,
    now: datetime,
) -> Person:
    is_resting = member.is_resting(local_day(now, meeting.zone))
    return Person(
        id=member.user_id,
        answer=answer.value if answer else "",
        answered_at=answer.given_at if answer else None,
        is_awake=member.texts_while_resting or not is_resting,
        job=jobs.get(member.pk, ""),
    )


def _facts(meeting: Meeting, people: list[Person]) -> MeetingFacts:
    return MeetingFacts(
        id=meeting.pk,
        service_id=meeting.group.service_id,
        date=meeting.date,
        time=meeting.time,
        zone=meeting.zone,
        starts_at=meeting.starts_at,
        told_at=meeting.answers_since,
        version=meeting.version,
        people=tuple(people),
        runs=meeting.run_by.user_id if meeting.run_by else None,
        reported_at=meeting.reported_at,
    )


def joined_between(start: datetime, end: datetime) -> list[Membership]:
    """Members who joined in that window and are still there, with their groups."""
    members = Membership.objects.open().filter(
        joined_at__gt=start, joined_at__lte=end, group__state__in=LIVELY
    )
    return list(members.select_related("group").order_by("joined_at", "pk"))


def next_meetings(groups: Iterable[Any], now: datetime) -> dict[Any, Meeting]:
    """The next meeting of each of these groups, where one is booked."""
    found: dict[Any, Meeting] = {}
    horizon = now + timedelta(days=200)
    for meeting in Meeting.objects.upcoming(now).filter(
        group__in=list(groups), starts_at__lte=horizon
    ):
        found.setdefault(meeting.group_id, meeting)
    return found
