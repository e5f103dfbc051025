"""The facts that `groups.reminders` weighs, of the things that are asked about and no others."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from followon.messaging.models import Message
from followon.people.ids import among, as_text

from ..local_time import local_day
from ..models import (
    OPEN_GROUP_STATES,
    RUNS_THE_GROUP,
    Answer,
    GroupState,
    Job,
    Meeting,
    MeetingState,
    Membership,
    Pause,
)
from ..reminders import ASKING_ENDS, NEXT_DATE_ENDS, MeetingFacts, Person

REPORTED_STATES = (MeetingState.MET, MeetingState.NOT_MET)
# A report that comes later than this after the date asks for nothing.
REPORTED_WITHIN = timedelta(days=21)


class Member(NamedTuple):
    """An open membership, as far as messages go."""

    id: int
    user_id: str
    resting_until: date | None
    texts_while_resting: bool


class Row(NamedTuple):
    """A meeting, as far as messages go."""

    id: str
    group_id: str
    date: date
    time: time
    zone: str
    starts_at: datetime
    answers_since: datetime
    version: int
    state: str
    reported_at: datetime | None
    group_state: str
    service_id: str
    runs: str | None


class Rest(NamedTuple):
    """A group's rest that goes on."""

    group_id: str
    until: date | None
    recorded_at: datetime


class Said(NamedTuple):
    """What one member answered, and when."""

    value: str
    given_at: datetime


def live_meetings(now: datetime) -> QuerySet[Meeting]:
    """Of which something can still become due."""
    booked = Q(state=MeetingState.BOOKED, starts_at__gt=now - ASKING_ENDS)
    reported = Q(
        state__in=REPORTED_STATES,
        reported_at__gt=now - NEXT_DATE_ENDS,
        starts_at__gt=now - NEXT_DATE_ENDS - REPORTED_WITHIN,
    )
    return Meeting.objects.filter(booked | reported, group__state__in=OPEN_GROUP_STATES)


def meeting_facts(keys: Sequence[str], now: datetime) -> list[MeetingFacts]:
    """These of them that are live, with their people: six queries for any number."""
    rows = _rows(keys, now)
    groups = among({meeting.group_id for meeting in rows})
    answers, jobs, members = _answers(rows), _jobs(groups), _members(groups)
    pauses = {pause.group_id: pause for pause in _open_pauses(rows)}
    followed = _followed([each for each in rows if each.state in REPORTED_STATES], now)
    return [
        _facts(
            meeting,
            tuple(
                _person(member, answers.get((meeting.id, member.id)), jobs, meeting, now)
                for member in members[meeting.group_id]
            ),
            pauses.get(meeting.group_id),
            has_date_after=meeting.id in followed,
        )
        for meeting in rows
    ]


def _rows(keys: Sequence[str], now: datetime) -> list[Row]:
    rows = live_meetings(now).filter(pk__in=among(keys))
    own = Row._fields[2:-3]
    others = ("group__state", as_text("group__service_id"), as_text("run_by__user_id"))
    found = rows.values_list(as_text("pk"), as_text("group_id"), *own, *others)
    return [Row(*each) for each in found]


def _answers(meetings: list[Row]) -> dict[tuple[str, int], Said]:
    since = {meeting.id: meeting.answers_since for meeting in meetings}
    rows = Answer.objects.filter(meeting__in=among(since))
    return {
        (meeting, member): Said(value, given_at)
        for meeting, member, value, given_at in rows.values_list(
            as_text("meeting_id"), "member_id", "value", "given_at"
        )
        if given_at >= since[meeting]
    }


def _jobs(groups: RawSQL) -> dict[int, str]:
    held = Job.objects.held().filter(group__in=groups, kind__in=RUNS_THE_GROUP)
    return dict(held.values_list("member_id", "kind"))


def _members(groups: RawSQL) -> dict[str, list[Member]]:
    """Those of each group, the longest there first."""
    rows = Membership.objects.open().filter(group__in=groups).order_by("joined_at", "pk")
    members: dict[str, list[Member]] = defaultdict(list)
    own = ("pk", as_text("user_id"), "resting_until", "texts_while_resting")
    for group_id, *member in rows.values_list(as_text("group_id"), *own):
        members[group_id].append(Member(*member))
    return members


def _open_pauses(meetings: list[Row]) -> list[Rest]:
    resting = {each.group_id for each in meetings if each.group_state == GroupState.RESTING}
    rows = Pause.objects.filter(group__in=resting, ended_on__isnull=True)
    return [Rest(*each) for each in rows.values_list(as_text("group_id"), "until", "recorded_at")]


def _followed(meetings: list[Row], now: datetime) -> set[str]:
    """Those after which the group has met again, or has a date ahead."""
    of_group = Meeting.objects.filter(group=OuterRef("group"))
    ahead = of_group.filter(state=MeetingState.BOOKED, starts_at__gt=now)
    later = of_group.filter(state__in=REPORTED_STATES, starts_at__gt=OuterRef("starts_at"))
    rows = Meeting.objects.filter(Exists(ahead) | Exists(later), pk__in=[e.id for e in meetings])
    return set(rows.values_list(as_text("pk"), flat=True))


def _person(
    member: Member, answer: Said | None, jobs: dict[int, str], meeting: Row, now: datetime
) -> Person:
    back_on = None if member.texts_while_resting else member.resting_until
    is_resting = back_on is not None and back_on > local_day(now, meeting.zone)
    return Person(
        id=member.user_id,
        answer=answer.value if answer else "",
        answered_at=answer.given_at if answer else None,
        is_awake=not is_resting,
        job=jobs.get(member.id, ""),
        back_on=back_on if is_resting else None,
    )


def _facts(
    meeting: Row, people: tuple[Person, ...], pause: Rest | None, *, has_date_after: bool
) -> MeetingFacts:
    return MeetingFacts(
        id=meeting.id,
        service_id=meeting.service_id,
        date=meeting.date,
        time=meeting.time,
        zone=meeting.zone,
        starts_at=meeting.starts_at,
        told_at=meeting.answers_since,
        version=meeting.version,
        people=people,
        runs=meeting.runs,
        reported_at=meeting.reported_at if meeting.state in REPORTED_STATES else None,
        has_date_after=has_date_after,
        group_back_on=pause.until if pause else None,
        rest_told_at=pause.recorded_at if pause else None,
    )


def new_members(since: datetime) -> QuerySet[Membership]:
    """Those who joined since then and are still there."""
    return Membership.objects.open().filter(joined_at__gt=since, group__state__in=OPEN_GROUP_STATES)


def already_welcomed(members: list[Membership], since: datetime) -> dict[tuple[str, Any], datetime]:
    """When those of these who have been welcomed lately were: to which group, whom."""
    messages = Message.objects.filter(
        kind="welcome",
        recipient__in=[member.user_id for member in members],
        created_at__gte=since,
    )
    rows = messages.order_by("created_at").values_list("facts", "recipient_id", "created_at")
    return {(str(facts.get("group", "")), user_id): at for facts, user_id, at in rows}


def next_meetings(groups: Iterable[Any], now: datetime) -> dict[Any, Meeting]:
    """The next meeting of each of these groups, where one is booked."""
    found: dict[Any, Meeting] = {}
    horizon = now + timedelta(days=200)
    for meeting in Meeting.objects.upcoming(now).filter(
        group__in=list(groups), starts_at__lte=horizon
    ):
        found.setdefault(meeting.group_id, meeting)
    return found
