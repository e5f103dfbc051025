"""What the hand-over pages need to know, and what came of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from followon.messaging.models import REACHED_STATES, Channel, Message
from followon.messaging.routing import reachables, routes
from followon.people.models import PainService, User
from groups.models import Group, Job, JobState, Meeting, Place
from groups.queries.begun import has_begun

from ..models import HandedGroup, Handover, Participant, Placed, Programme
from .participants import willing


@dataclass(frozen=True)
class Told:
    """Who is told by which channel; by hand are those whom no message reaches."""

    by_text: list[User] = field(default_factory=list)
    by_email: list[User] = field(default_factory=list)
    by_hand: list[User] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """One group of a hand-over: who came into it, and who is told how."""

    group: Group
    is_new: bool
    meeting: Meeting | None
    people: list[User]
    held: list[Job]
    offered: list[Job]
    told: Told


def directory(service: PainService) -> QuerySet[Place]:
    """The service's places; never a group's own, so never somebody's home."""
    return Place.objects.in_use().filter(service=service, group__isnull=True).order_by("name")


def told_each(users: Iterable[User]) -> dict[Any, tuple[Channel, ...]]:
    """The channels that reach each person now, in a fixed number of queries."""
    ways = reachables({user.pk for user in users})
    return {key: routes(way) for key, way in ways.items()}


def told(users: Iterable[User], channels: dict[Any, tuple[Channel, ...]]) -> Told:
    """The same people by channel, each list by name."""
    found = Told()
    for user in sorted(users, key=lambda one: one.full_name.casefold()):
        if Channel.TEXT in channels[user.pk]:
            found.by_text.append(user)
        if Channel.EMAIL in channels[user.pk]:
            found.by_email.append(user)
        if not channels[user.pk]:
            found.by_hand.append(user)
    return found


def told_of(drafts: Iterable[Any]) -> dict[Any, Told]:
    """Who of each draft will be told how, by the draft's key: five queries for all."""
    people = {ready.draft.pk: [one.user for one in ready.people] for ready in drafts}
    channels = told_each(user for users in people.values() for user in users)
    return {key: told(users, channels) for key, users in people.items()}


def outcomes_of(programme: Programme) -> list[Outcome]:
    """Every group that the programme was handed to, also later; queries do not grow with people."""
    placed = Placed.objects.filter(member__isnull=False).select_related("participant__user")
    jobs = Job.objects.filter(state__in=[JobState.HELD, JobState.OFFERED])
    jobs = jobs.select_related("member__user").order_by("kind")
    rows = list(
        HandedGroup.objects.filter(handover__programme=programme, handover__undone_at__isnull=True)
        .select_related("group", "handover")
        .prefetch_related(
            Prefetch("placed", placed),
            Prefetch("group__meetings", Meeting.objects.select_related("place")),
            Prefetch("group__jobs", jobs),
        )
        .order_by("handover__at", "pk")
    )
    people = {row.pk: [one.participant.user for one in row.placed.all()] for row in rows}
    channels = told_each(user for users in people.values() for user in users)
    return [_outcome(row, people[row.pk], channels) for row in rows]


def _outcome(
    row: HandedGroup, people: list[User], channels: dict[Any, tuple[Channel, ...]]
) -> Outcome:
    jobs = list(row.group.jobs.all()) if row.is_new else []
    meetings = sorted(row.group.meetings.all(), key=lambda one: one.booked_at)
    return Outcome(
        group=row.group,
        is_new=row.is_new,
        meeting=meetings[0] if meetings and row.is_new else None,
        people=sorted(people, key=lambda one: one.full_name.casefold()),
        held=[job for job in jobs if job.state == JobState.HELD],
        offered=[job for job in jobs if job.state == JobState.OFFERED],
        told=told(people, channels),
    )


def not_placed(programme: Programme) -> list[Participant]:
    """Who said yes or maybe and is in no group through this programme, yes first."""
    placed = set(
        Placed.objects.standing()
        .filter(part__handover__programme=programme)
        .values_list("participant", flat=True)
    )
    return [one for one in willing(programme) if one.pk not in placed]


def begun_among(programme: Programme, now: datetime) -> list[Group]:
    """Which of the groups that were formed have begun to act, so that nothing is taken back."""
    placed: dict[Any, set[int]] = defaultdict(set)
    rows = Placed.objects.filter(
        part__handover__programme=programme, part__handover__undone_at__isnull=True
    )
    for group, member in rows.exclude(member=None).values_list("part__group", "member"):
        placed[group].add(member)
    formed = Group.objects.filter(
        handed__is_new=True,
        handed__handover__programme=programme,
        handed__handover__undone_at__isnull=True,
    )
    return [group for group in formed.order_by("pk") if has_begun(group, placed[group.pk], now)]


def last_undone(programme: Programme) -> Handover | None:
    """The hand-over that was taken back last."""
    undone = programme.handovers.first_ones().filter(undone_at__isnull=False)
    return undone.select_related("undone_by").order_by("-undone_at").first()


@dataclass(frozen=True)
class Undone:
    """Who heard of a hand-over before it was taken back, who did not, and who stays in a group."""

    heard: list[User]
    heard_nothing: list[User]
    by_hand: list[User]
    staying: list[tuple[User, Group]]


def undone_of(handover: Handover) -> Undone:
    """Everybody whom the hand-over had placed, in a fixed number of queries."""
    rows = list(
        Placed.objects.filter(
            part__handover__programme=handover.programme_id,
            part__handover__undone_at=handover.undone_at,
        )
        .select_related("participant__user", "part__group")
        .order_by("participant__user__full_name")
    )
    staying = set(
        Placed.objects.standing()
        .filter(pk__in=[row.pk for row in rows])
        .values_list("pk", flat=True)
    )
    gone = [row.participant.user for row in rows if row.pk not in staying]
    channels, heard = told_each(gone), _heard(rows, handover)
    return Undone(
        heard=[user for user in gone if user.pk in heard],
        heard_nothing=[user for user in gone if channels[user.pk] and user.pk not in heard],
        by_hand=[user for user in gone if not channels[user.pk] and user.pk not in heard],
        staying=[(row.participant.user, row.part.group) for row in rows if row.pk in staying],
    )


def _heard(rows: list[Placed], handover: Handover) -> set[Any]:
    """Whom a message about coming into these groups has reached, or may have."""
    subjects: dict[str, Any] = defaultdict(set)
    for row in rows:
        subjects[f"group:{row.part.group_id}"].add(row.participant.user_id)
    groups = {row.part.group_id for row in rows}
    dates = Meeting.objects.filter(group__in=groups).values_list("pk", flat=True)
    jobs = Job.objects.filter(group__in=groups).values_list("pk", flat=True)
    told_by = [*subjects, *[f"meeting:{pk}" for pk in dates], *[f"job:{pk}" for pk in jobs]]
    sent = Message.objects.filter(
        recipient__in={row.participant.user_id for row in rows},
        subject__in=told_by,
        state__in=REACHED_STATES,
        created_at__gte=handover.at,
    ).exclude(kind="taken_back")
    return set(sent.values_list("recipient_id", flat=True))
