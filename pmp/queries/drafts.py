"""The groups of a hand-over as far as they are prepared, in a number of queries that stays."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from followon.people.models import AccessNeed, Need, User
from groups.models import Group, JobKind, Meeting, Place, PtvLink

from ..clashes import Clash, First, clashes
from ..handing import Addition, NewGroup, Part
from ..models import Draft, DraftJob, Participant, Programme
from .agreements import agreements_of
from .handover import directory, not_placed
from .participants import likely_area

FEWEST = 2
SHOWN_FIRST = 4


@dataclass(frozen=True)
class Ready:
    """One group: who of its people can still be placed, who takes which job, what is done."""

    draft: Draft
    people: list[Participant]
    jobs: dict[str, DraftJob]

    @property
    def joins(self) -> Group | None:
        return self.draft.joins

    @property
    def name(self) -> str:
        return self.draft.joins.name if self.draft.joins else self.draft.name

    @property
    def has_people(self) -> bool:
        fewest = 1 if self.draft.joins else FEWEST
        return bool(self.name) and len(self.people) >= fewest

    @property
    def has_jobs(self) -> bool:
        return self.draft.has_jobs and JobKind.COORDINATOR in self.jobs

    @property
    def is_complete(self) -> bool:
        if self.draft.joins:
            return self.has_people
        return (
            self.has_people and self.has_jobs and self.draft.has_date and self.draft.has_agreement
        )

    @property
    def first(self) -> First | None:
        """Its first date, as clashes are found."""
        draft = self.draft
        if draft.joins or draft.date is None or draft.time is None:
            return None
        place = draft.place_id or draft.new_place.casefold() or None
        return First(self.name, draft.date, draft.time, place, draft.ptv_id)


def visible_drafts(user: User) -> QuerySet[Draft]:
    """Drafts that this person may change."""
    mine = Programme.objects.visible_to(user).values("pk")
    return Draft.objects.filter(programme__in=mine).select_related(
        "programme__site__service", "joins", "place", "ptv"
    )


def drafts_of(programme: Programme) -> list[Ready]:
    """All of them, with who can still be placed: who said no or withdrew since is not in it."""
    free = {one.pk: one for one in not_placed(programme)}
    drafts = programme.drafts.select_related("joins", "place", "ptv")
    ready = []
    for draft in drafts.prefetch_related("people", "jobs").order_by("pk"):
        chosen = {row.participant_id for row in draft.people.all()}
        people = [one for key, one in free.items() if key in chosen]
        here = {one.pk for one in people}
        jobs = {job.kind: job for job in draft.jobs.all() if job.participant_id in here}
        ready.append(Ready(draft, people, jobs))
    return ready


def left_over(programme: Programme, drafts: list[Ready]) -> list[Participant]:
    """Who wants to meet and is in none of them."""
    chosen = {one.pk for ready in drafts for one in ready.people}
    return [one for one in not_placed(programme) if one.pk not in chosen]


def clashes_of(drafts: list[Ready], now: datetime) -> list[Clash]:
    """Among the drafts, and with what their volunteers have booked elsewhere; one query."""
    new = [ready.first for ready in drafts if ready.first is not None]
    ptvs = {one.ptv for one in new if one.ptv is not None}
    if not ptvs:
        return clashes(new)
    links = PtvLink.objects.open().filter(user__in=ptvs).values_list("group", "user")
    visits = list(links)
    booked = Meeting.objects.upcoming(now).filter(
        group__in={group for group, _user in visits}, date__in={one.date for one in new}
    )
    others = [
        First(meeting.group.name, meeting.date, meeting.time, None, user)
        for meeting in booked.select_related("group")
        for group, user in visits
        if group == meeting.group_id
    ]
    return clashes(new, others)


def parts_of(programme: Programme, drafts: list[Ready]) -> list[Part]:
    """What the hand-over is asked to do."""
    words = {each.code: each.words for each in agreements_of(programme.service)}
    return [_part(ready, words) for ready in drafts]


def _part(ready: Ready, words: dict[str, str]) -> Part:
    draft, people = ready.draft, [one.user for one in ready.people]
    if draft.joins:
        return Addition(draft.joins, people)
    if draft.date is None or draft.time is None:
        raise ValueError(f"Draft {draft.pk} has no first date: it is not complete.")
    users = {one.pk: one.user for one in ready.people}
    jobs = {kind: (users[job.participant_id], job.said_yes) for kind, job in ready.jobs.items()}
    return NewGroup(
        name=draft.name,
        people=people,
        date=draft.date,
        time=draft.time,
        rhythm=draft.rhythm,
        place=draft.place,
        held={kind: user for kind, (user, said_yes) in jobs.items() if said_yes},
        offered={kind: user for kind, (user, said_yes) in jobs.items() if not said_yes},
        ptv=draft.ptv,
        area=likely_area(ready.people),
        purposes=draft.purposes,
        agreement=words.get(draft.agreement, ""),
        new_place=draft.new_place,
        new_address=draft.new_address,
    )


def stamp_of(drafts: list[Ready]) -> str:
    """Changes whenever anything in them does: what was looked at is what is handed over."""
    seen = [
        (ready.draft.pk, ready.draft.changed_at.isoformat(), [str(one.pk) for one in ready.people])
        for ready in drafts
    ]
    return sha256(repr(seen).encode()).hexdigest()[:20]


@dataclass(frozen=True)
class Places:
    """The service's places: those that meet the most of what these people need, and the rest."""

    first: list[tuple[Place, str]]
    rest: list[Place]

    @property
    def by_key(self) -> dict[str, Place]:
        return {str(one.pk): one for one in [*[place for place, _ in self.first], *self.rest]}


def places_for(programme: Programme, people: list[Participant]) -> Places:
    """The few that fit best, each with what it lacks, then all others by name; two queries."""
    needed = Counter(
        Need.objects.filter(
            user__in=[one.user_id for one in people], code__in=AccessNeed.values
        ).values_list("code", flat=True)
    )
    places = list(directory(programme.service))
    lacks = {place.pk: [code for code in needed if code not in place.access] for place in places}
    places.sort(key=lambda one: (sum(needed[code] for code in lacks[one.pk]), one.name.casefold()))
    first, rest = places[:SHOWN_FIRST], places[SHOWN_FIRST:]
    return Places(
        first=[(place, _lacking(lacks[place.pk], needed)) for place in first],
        rest=sorted(rest, key=lambda one: one.name.casefold()),
    )


def _lacking(codes: list[str], needed: Counter[str]) -> str:
    if not needed:
        return ""
    labels = [str(AccessNeed(code).label).lower() for code in codes]
    return ", ".join(labels) if labels else "*"


def nearby(programme: Programme) -> QuerySet[Group]:
    """Groups of the service that welcome newcomers."""
    groups = Group.objects.open().filter(service=programme.service, welcomes_newcomers=True)
    return groups.order_by("area", "name")


def takes_people(programme: Programme) -> list[Group]:
    """After the hand-over: its own groups first, then those nearby that welcome newcomers."""
    own = Group.objects.open().filter(
        handed__is_new=True,
        handed__handover__programme=programme,
        handed__handover__undone_at__isnull=True,
    )
    rest: list[Any] = [group for group in nearby(programme) if group not in own]
    return [*own.order_by("pk"), *rest]
