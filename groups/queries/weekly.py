"""What there is to tell somebody this week, in all their groups."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from followon.messaging.models import Message
from followon.people.models import PainService, Preference, User

from ..local_time import local_day
from ..models import (
    OPEN_GROUP_STATES,
    RUNS_THE_GROUP,
    Answer,
    Group,
    GroupState,
    Job,
    JobState,
    Meeting,
    Membership,
    PtvLink,
)

# A date is told in the weekly message one or two weeks before it, and in the one after its booking.
SOON, NEW = timedelta(days=14), timedelta(days=8)
# Asked for after a report: see groups.reminders.
NEXT_DATE_ASKED = timedelta(days=10)


@dataclass
class WeekDate:
    """One date ahead, and what the person said about it; `member` is None for the volunteer."""

    meeting: Meeting
    member: Membership | None
    own: Answer | None = None


@dataclass
class Week:
    """What one person hears this week."""

    dates: list[WeekDate] = field(default_factory=list)
    offers: list[Job] = field(default_factory=list)
    to_set: list[Group] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.dates or self.offers or self.to_set)


def weeks_of(user_ids: Collection[Any], now: datetime) -> dict[Any, Week]:
    """The week of each of these people: six queries for any number of people and groups."""
    weeks = {user_id: Week() for user_id in user_ids}
    members, volunteers = _members(weeks, now), _volunteers(weeks)
    groups = {each.group_id for each in members} | {each.group_id for each in volunteers}
    ahead = _ahead(groups, now)
    answers = _answers(members, ahead)
    for member in members:
        weeks[member.user_id].dates += [
            WeekDate(meeting, member, _standing(answers.get((meeting.pk, member.pk)), meeting))
            for meeting in ahead.get(member.group_id, ())
            if _is_told(meeting, now)
        ]
    for link in volunteers:
        told = [meeting for meeting in ahead.get(link.group_id, ()) if _is_told(meeting, now)]
        weeks[link.user_id].dates += [WeekDate(meeting, None) for meeting in told]
    _jobs(weeks, members, ahead, now)
    for week in weeks.values():
        week.dates.sort(key=lambda date: date.meeting.starts_at)
    return weeks


def week_of(user: User, now: datetime) -> Week:
    """The week of one person."""
    return weeks_of([user.pk], now)[user.pk]


def zones() -> list[str]:
    """Every zone in which a service works."""
    return list(PainService.objects.values_list("zone", flat=True).distinct())


def due_to(zones: Sequence[str], subject: str, since: datetime) -> Iterator[tuple[Any, Any]]:
    """Who chose the weekly message and has not got this week's yet: (person, service).

    Whoever went back to single messages since then still gets what was left to this one.
    """
    chosen = Preference.objects.filter(Q(weekly=True) | Q(weekly_ended_at__gte=since))
    told = Message.objects.filter(kind="week_ahead", subject=subject, recipient=OuterRef("user_id"))
    # Their ids first: with a subquery the database would read every membership.
    waiting = list(chosen.exclude(Exists(told)).values_list("user_id", flat=True))
    if not waiting:
        return
    seen = set()
    for rows in (Membership.objects.open(), PtvLink.objects.open()):
        found: QuerySet[Any] = rows.filter(  # type: ignore[attr-defined]
            user__in=waiting, group__service__zone__in=zones, group__state__in=OPEN_GROUP_STATES
        )
        for user_id, service_id in found.order_by("pk").values_list("user_id", "group__service_id"):
            if user_id not in seen:
                seen.add(user_id)
                yield user_id, service_id


def _members(user_ids: Collection[Any], now: datetime) -> list[Membership]:
    """Those that want to hear: on a break only where messages go on."""
    rows = Membership.objects.open().filter(user__in=user_ids, group__state__in=OPEN_GROUP_STATES)
    return [
        member
        for member in rows.select_related("group").order_by("joined_at", "pk")
        if member.texts_while_resting or not member.is_resting(local_day(now, member.group.zone))
    ]


def _volunteers(user_ids: Collection[Any]) -> list[PtvLink]:
    rows = PtvLink.objects.open().filter(user__in=user_ids, group__state__in=OPEN_GROUP_STATES)
    return list(rows.order_by("pk"))


def _ahead(groups: Collection[Any], now: datetime) -> dict[Any, list[Meeting]]:
    """Every booked date of these groups, soonest first."""
    ahead: dict[Any, list[Meeting]] = defaultdict(list)
    rows = Meeting.objects.upcoming(now).filter(group__in=groups)
    for meeting in rows.select_related("group", "place"):
        ahead[meeting.group_id].append(meeting)
    return dict(ahead)


def _answers(
    members: list[Membership], ahead: dict[Any, list[Meeting]]
) -> dict[tuple[Any, int], Answer]:
    meetings = [meeting.pk for dates in ahead.values() for meeting in dates]
    rows = Answer.objects.filter(member__in=members, meeting__in=meetings)
    return {(answer.meeting_id, answer.member_id): answer for answer in rows}


def _standing(answer: Answer | None, meeting: Meeting) -> Answer | None:
    """An answer about the date as it is now."""
    return answer if answer is not None and answer.given_at >= meeting.answers_since else None


def _is_told(meeting: Meeting, now: datetime) -> bool:
    return meeting.starts_at <= now + SOON or meeting.answers_since > now - NEW


def _jobs(
    weeks: dict[Any, Week],
    members: list[Membership],
    ahead: dict[Any, list[Meeting]],
    now: datetime,
) -> None:
    """Jobs that are offered; and to who runs a group without a date, that it wants one."""
    reported = _lately_reported({member.group_id for member in members} - set(ahead), now)
    jobs = Job.objects.filter(
        Q(state=JobState.OFFERED) | Q(state=JobState.HELD, kind__in=RUNS_THE_GROUP),
        member__in=members,
    )
    for job in jobs.select_related("group", "member").order_by("offered_at", "pk"):
        week = weeks[job.member.user_id]
        if job.state == JobState.OFFERED:
            week.offers.append(job)
        elif job.group_id in reported and job.group not in week.to_set:
            week.to_set.append(job.group)


def _lately_reported(groups: set[Any], now: datetime) -> set[Any]:
    """Groups without a date ahead that met, or did not, some days ago."""
    met = Meeting.objects.filter(group__in=groups, reported_at__gt=now - NEXT_DATE_ASKED)
    awake = met.exclude(group__state=GroupState.RESTING)
    return set(awake.values_list("group_id", flat=True))
