"""What the dashboard shows: read from the rows that are kept up to date, never worked out here."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, IntegerField, Max, Min, Q, QuerySet, When
from django.utils.timezone import localdate

from followon.messaging.queries.failures import PARTS, messages_of
from followon.people.models import User
from groups.models import Concern, Group, GroupHealth, Level
from groups.sentences import spoken_flags
from pmp.models import Programme, Wish
from pmp.queries.charts import Bar, bars
from pmp.queries.counting import counted
from pmp.queries.messages import unreached
from pmp.queries.needs import people_to_check
from pmp.queries.new_numbers import dead_contacts
from pmp.queries.promised import promised
from pmp.queries.volunteers import stepped_back, waiting_notes

LEVEL_ORDER = (
    Level.NEEDS_A_HAND,
    Level.WATCH,
    Level.NEW,
    Level.STEADY,
    Level.RESTING,
    Level.ENDED,
)
LAST_SESSIONS_SHOWN = timedelta(days=21)


@dataclass(frozen=True)
class Row:
    """One group on the board: its flags as sentences, its chart's bars."""

    group: Group
    level: str
    flags: list[dict[str, str]]
    bars: list[Bar]


@dataclass(frozen=True)
class Board:
    """The dashboard's groups: those that may need a hand first, then the rest by level."""

    needs_a_hand: list[Row]
    others: list[tuple[Level, list[Row]]]
    areas: list[str]
    total: int


@dataclass(frozen=True)
class RunningProgramme:
    """A programme that is not handed over yet, and what is open in it."""

    programme: Programme
    sessions_left: int
    next_session: date | None
    last_session: date
    said_yes: int
    not_answered: int


@dataclass(frozen=True)
class Waiting:
    """Counts of what waits for a person."""

    concerns_to_read: int
    messages_failed: int
    dead_contacts: int
    needs_to_check: int
    untold_meetings: int
    promised: int
    notes: int
    stepped_back: int

    @property
    def from_volunteers(self) -> int:
        return self.notes + self.stepped_back

    @property
    def anything(self) -> bool:
        return any(vars(self).values())


def board(user: User, *, area: str = "") -> Board:
    """Every group of the viewer's services, by level, the likeliest to be fading first."""
    rows = [
        Row(health.group, health.level, spoken_flags(health.flags), bars(health.headcounts))
        for health in _health_rows(user)
    ]
    areas = sorted({row.group.area for row in rows if row.group.area})
    shown = [row for row in rows if not area or row.group.area == area]
    by_level = {level: [row for row in shown if row.level == level] for level in LEVEL_ORDER}
    return Board(
        needs_a_hand=by_level[Level.NEEDS_A_HAND],
        others=[(level, by_level[level]) for level in LEVEL_ORDER[1:] if by_level[level]],
        areas=areas,
        total=len(shown),
    )


def _health_rows(user: User) -> QuerySet[GroupHealth]:
    return (
        GroupHealth.objects.filter(group__in=Group.objects.of_staff(user))
        .select_related("group")
        .annotate(
            rank=Case(
                *[When(level=level, then=index) for index, level in enumerate(LEVEL_ORDER)],
                output_field=IntegerField(),
            )
        )
        .order_by("rank", "-probability", "group__name")
    )


def running_programmes(user: User, *, on: date) -> list[RunningProgramme]:
    """Programmes without a group yet, the one that ends first on top; long past ones too."""
    taking_part = Q(participants__withdrawn_at__isnull=True)
    rows = (
        Programme.objects.visible_to(user)
        .running(on)
        .select_related("site")
        .annotate(
            last_session=Max("sessions__date"),
            next_session=Min("sessions__date", filter=Q(sessions__date__gte=on)),
            left=Count("sessions", filter=Q(sessions__date__gte=on), distinct=True),
            said_yes=Count(
                "participants", filter=taking_part & Q(participants__wish=Wish.YES), distinct=True
            ),
            not_answered=Count(
                "participants", filter=taking_part & Q(participants__wish=""), distinct=True
            ),
        )
        .filter(last_session__isnull=False)
        .order_by("last_session", "name")
    )
    return [
        RunningProgramme(
            programme=row,
            sessions_left=row.left,
            next_session=row.next_session,
            last_session=row.last_session,
            said_yes=row.said_yes,
            not_answered=row.not_answered,
        )
        for row in rows
    ]


def waiting(user: User, *, now: datetime) -> Waiting:
    """What nobody has read, and whom messages of the last 30 days did not reach."""
    counts = counted(
        user,
        concerns_to_read=Concern.objects.visible_to(user).new(),
        messages_failed=PARTS["failed"].of(messages_of(user, now)),
        dead_contacts=dead_contacts(user, now),
        needs_to_check=people_to_check(user, now),
        promised=promised(user, localdate(now)),
        notes=waiting_notes(user),
        stepped_back=stepped_back(user),
    )
    return Waiting(**counts, untold_meetings=len(unreached(user, now)))


def group_of_staff(user: User, group_id: object) -> QuerySet[Group]:
    """One group of the viewer's services, with its health; empty for anybody else."""
    return Group.objects.of_staff(user).filter(pk=group_id).select_related("service")
