"""A programme's participants as its team sees them, in a number of queries that does not grow."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from followon.messaging.models import Message
from followon.messaging.routing import reachables, routes
from followon.people.models import AccessNeed, Contact, Need, User

from ..fitting import Slot, Times
from ..models import Fit, Participant, Programme, TimeFit, Wish
from .invitations import newest_invitations, with_slips


@dataclass(frozen=True)
class Line:
    """One participant in the list; `contacts` is empty once the programme is over."""

    participant: Participant
    contacts: list[Contact]
    invitations: list[Message]
    has_slip: bool
    by_message: bool

    @property
    def to_ask(self) -> bool:
        """Has neither answered nor been sent the question."""
        return not self.participant.wish and self.participant.invited_at is None


@dataclass(frozen=True)
class Everybody:
    """The participants of one programme, and how many said what."""

    lines: list[Line] = field(default_factory=list)
    withdrawn: int = 0

    def number(self, wish: str) -> int:
        return sum(line.participant.wish == wish for line in self.lines)

    @property
    def to_invite(self) -> list[Line]:
        """Not asked yet, and a message can reach them."""
        return [line for line in self.lines if line.to_ask and line.by_message]

    @property
    def to_give_slips(self) -> list[Line]:
        """Not asked yet, and no message can reach them."""
        waiting = (line for line in self.lines if line.to_ask and not line.has_slip)
        return [line for line in waiting if not line.by_message]

    @property
    def willing(self) -> list[Line]:
        return [line for line in self.lines if line.participant.wish in (Wish.YES, Wish.MAYBE)]


def visible_participants(user: User) -> QuerySet[Participant]:
    """Participants whose page this person may open."""
    return Participant.objects.visible_to(user).select_related(
        "user", "programme__site__service", "answered_by"
    )


def everybody(programme: Programme, *, with_contacts: bool, now: datetime) -> Everybody:
    """Who is in the programme, by name; a fixed number of queries for any number of people."""
    contacts = Contact.objects.usable().order_by("created_at", "pk")
    rows = list(
        programme.participants.select_related("user")
        .prefetch_related(Prefetch("user__contacts", queryset=contacts, to_attr="ways"))
        .order_by("user__full_name", "created_at")
    )
    taking_part = [row for row in rows if row.withdrawn_at is None]
    invitations = newest_invitations(taking_part)
    slips = with_slips(taking_part, now)
    reachable = reachables([row.user_id for row in taking_part])
    lines = [
        Line(
            participant=row,
            contacts=ways_of(row) if with_contacts else [],
            invitations=invitations[row.pk],
            has_slip=row.pk in slips,
            by_message=bool(routes(reachable[row.user_id])),
        )
        for row in taking_part
    ]
    return Everybody(lines, len(rows) - len(taking_part))


def reached_by_message(participant: Participant) -> bool:
    """Whether a text or an email can reach them."""
    return bool(routes(reachables([participant.user_id])[participant.user_id]))


def ways_of(participant: Participant) -> list[Contact]:
    """The usable contacts that `everybody` has fetched."""
    ways: list[Contact] = participant.user.ways  # type: ignore[attr-defined]
    return ways


def willing(programme: Programme) -> list[Participant]:
    """Those who said yes or maybe, yes first, by name."""
    rows = programme.participants.who_want_to_meet().select_related("user")
    rows = rows.prefetch_related("job_wishes")
    return sorted(rows, key=lambda row: (row.wish != Wish.YES, row.user.full_name.casefold()))


def times_of(participants: list[Participant]) -> list[Times]:
    """What each said about times, for `fitting`; one query."""
    works: dict[UUID, set[Slot]] = {row.pk: set() for row in participants}
    hard: dict[UUID, set[Slot]] = {row.pk: set() for row in participants}
    told = TimeFit.objects.filter(participant__in=list(works))
    for row in told:
        chosen = works if row.fit == Fit.WORKS else hard
        chosen[row.participant_id].add(Slot(row.weekday, row.part))
    return [
        Times(str(row.pk), frozenset(works[row.pk]), frozenset(hard[row.pk]))
        for row in participants
    ]


def access_needed(participants: list[Participant]) -> list[tuple[str, int]]:
    """How many need what of a place, the most frequent first."""
    codes = Need.objects.filter(
        user__in=[row.user_id for row in participants], code__in=AccessNeed.values
    ).values_list("code", flat=True)
    return [(str(AccessNeed(code).label), count) for code, count in Counter(codes).most_common()]


def likely_area(participants: list[Participant]) -> str:
    """The area that most of them named."""
    named = Counter(row.area for row in participants if row.area)
    return named.most_common(1)[0][0] if named else ""
