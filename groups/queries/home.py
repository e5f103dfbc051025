"""A person's first page: their groups, each with its next date, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from followon.people.models import User

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
    MeetingState,
    Membership,
    Pause,
    Poll,
    PtvLink,
)
from .answers import Saying, sayings
from .polls import polls_asking

ASK_FOR = timedelta(days=14)


@dataclass
class GroupCard:
    """One group on the home page."""

    group: Group
    member: Membership | None
    meeting: Meeting | None = None
    saying: Saying | None = None
    own: Answer | None = None
    runs: bool = False
    has_runner: bool = True
    is_resting: bool = False
    pause: Pause | None = None
    to_report: list[Meeting] = field(default_factory=list)
    offers: list[Job] = field(default_factory=list)
    poll: Poll | None = None

    @property
    def is_over(self) -> bool:
        return self.group.state not in OPEN_GROUP_STATES

    @property
    def may_book(self) -> bool:
        return self.member is not None and (self.runs or not self.has_runner) and not self.is_over


def cards_of(user: User, *, now: datetime) -> list[GroupCard]:
    """The person's groups, soonest meeting first; nine queries at most, however many there are."""
    members = Membership.objects.open().filter(user=user).select_related("group__service")
    links = PtvLink.objects.open().filter(user=user)
    cards: dict[Any, GroupCard] = {
        member.group_id: GroupCard(member.group, member) for member in members.order_by("joined_at")
    }
    for link in links.select_related("group__service"):
        cards.setdefault(link.group_id, GroupCard(link.group, None))
    if cards:
        _dates(cards, now)
        _answers(cards)
        _jobs(cards)
        _rests(cards, now)
        _polls(cards)
    return sorted(cards.values(), key=_order)


def groups_left(user: User) -> list[Membership]:
    """Groups in which the person once was, the last one first."""
    members = Membership.objects.filter(user=user, left_at__isnull=False)
    members = members.exclude(group__state=GroupState.UNDONE)
    return list(members.select_related("group__service").order_by("-left_at"))


def _dates(cards: dict[Any, GroupCard], now: datetime) -> None:
    """The next date of each, and dates of the last two weeks that nobody has spoken of."""
    standing = Meeting.objects.filter(
        group__in=cards,
        state__in=[MeetingState.BOOKED, MeetingState.UNKNOWN],
        starts_at__gt=now - ASK_FOR,
    )
    for meeting in standing.select_related("place", "run_by__user").order_by("starts_at"):
        card = cards[meeting.group_id]
        if meeting.starts_at <= now:
            card.to_report.append(meeting)
        elif card.meeting is None:
            card.meeting = meeting


def _answers(cards: dict[Any, GroupCard]) -> None:
    said = sayings([card.meeting for card in cards.values() if card.meeting])
    for card in cards.values():
        if card.meeting is not None:
            card.saying = said[card.meeting.pk]
            card.own = card.saying.of(card.member)


def _jobs(cards: dict[Any, GroupCard]) -> None:
    jobs = Job.objects.filter(group__in=cards, state__in=[JobState.HELD, JobState.OFFERED])
    runners: dict[Any, set[int]] = defaultdict(set)
    for job in jobs.order_by("offered_at"):
        card = cards[job.group_id]
        is_own = card.member is not None and job.member_id == card.member.pk
        if job.state == JobState.OFFERED and is_own:
            card.offers.append(job)
        if job.state == JobState.HELD and job.kind in RUNS_THE_GROUP:
            runners[job.group_id].add(job.member_id)
    for group_id, card in cards.items():
        card.has_runner = bool(runners[group_id])
        card.runs = card.member is not None and card.member.pk in runners[group_id]


def _rests(cards: dict[Any, GroupCard], now: datetime) -> None:
    resting = [key for key, card in cards.items() if card.group.state == GroupState.RESTING]
    if resting:
        for pause in Pause.objects.filter(group__in=resting, ended_on__isnull=True):
            cards[pause.group_id].pause = pause
    for card in cards.values():
        today = local_day(now, card.group.zone)
        card.is_resting = card.member is not None and card.member.is_resting(today)


def _polls(cards: dict[Any, GroupCard]) -> None:
    """What each group is asked, for its members."""
    own = [card.member.pk for card in cards.values() if card.member is not None]
    for group_id, poll in polls_asking(cards, own).items():
        if cards[group_id].member is not None:
            cards[group_id].poll = poll


def _order(card: GroupCard) -> tuple[bool, bool, float]:
    starts = card.meeting.starts_at.timestamp() if card.meeting else 0.0
    return card.is_over, card.meeting is None, starts
