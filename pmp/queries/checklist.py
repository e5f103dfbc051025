"""How the tasks of the last sessions stand, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from followon.people.models import SIGN_IN_KINDS
from groups.models import Job, JobKind, JobState, Meeting, MeetingState, PtvLink

from ..checklist import Known, Part, Ticked, parts
from ..models import WANTS_TO_MEET, Handover, Participant, Programme, Session, SteppedBack, Tick
from .invitations import with_slips

# A job that is offered has no holder yet; a date that is off is no date.
STANDS = (MeetingState.BOOKED, MeetingState.MET, MeetingState.NOT_MET, MeetingState.UNKNOWN)


def checklist(programme: Programme, now: datetime) -> tuple[Part[Session], ...]:
    """The three lists of one programme."""
    return checklists([programme], now)[programme.pk]


def checklists(
    programmes: Collection[Programme], now: datetime
) -> dict[UUID, tuple[Part[Session], ...]]:
    """The lists of many programmes, in as many queries as for one."""
    people = _people(programmes)
    slips = with_slips([one for rows in people.values() for one in rows], now)
    of_groups, ticks, sessions = _groups(programmes), _ticks(programmes), _sessions(programmes)
    return {
        one.pk: parts(
            sessions[one.pk], _of_people(people[one.pk], slips) | of_groups[one.pk], ticks[one.pk]
        )
        for one in programmes
    }


def _people(programmes: Collection[Programme]) -> dict[UUID, list[Participant]]:
    found: dict[UUID, list[Participant]] = defaultdict(list)
    rows = Participant.objects.taking_part().filter(programme__in=programmes)
    for one in rows.select_related("user").prefetch_related("user__contacts").order_by("pk"):
        found[one.programme_id].append(one)
    return found


def _of_people(people: list[Participant], slips: set[UUID]) -> set[str]:
    if not people:
        return set()
    found: set[str] = set()
    if all(one.wish or one.invited_at or one.pk in slips for one in people):
        found.add(Known.ASKED)
    if all(one.wish for one in people):
        found.add(Known.ANSWERED)
    willing = [one for one in people if one.wish in WANTS_TO_MEET]
    if Known.ANSWERED in found and all(one.finished_at for one in willing):
        found.add(Known.SHARING)
    if willing and all(map(_is_reached, willing)):
        found.add(Known.REACHED)
    return found


def _is_reached(one: Participant) -> bool:
    """A message was delivered to them, or they answered it; without a contact, by a slip."""
    contacts = [contact for contact in one.user.contacts.all() if contact.kind in SIGN_IN_KINDS]
    if contacts:
        return any(contact.proven_at and not contact.dead_since for contact in contacts)
    return one.answered_by_id is None


def _groups(programmes: Collection[Programme]) -> dict[UUID, set[str]]:
    """What is true of every group that a programme's hand-over formed."""
    handed = Handover.objects.standing().first_ones().filter(programme__in=programmes)
    formed = {one.programme_id: _formed_by(one) for one in handed.prefetch_related("parts")}
    knows = _known_of({group for groups in formed.values() for group in groups})
    found: dict[UUID, set[str]] = defaultdict(set)
    for programme_id, groups in formed.items():
        found[programme_id] = {code for code, those in knows.items() if groups <= those}
    return found


def _formed_by(handover: Handover) -> set[Any]:
    return {part.group_id for part in handover.parts.all() if part.is_new}


def _known_of(groups: set[UUID]) -> dict[str, set[Any]]:
    held = Job.objects.filter(group__in=groups, state=JobState.HELD)
    by_kind: dict[str, set[Any]] = defaultdict(set)
    for kind, group_id in held.values_list("kind", "group_id"):
        by_kind[kind].add(group_id)
    dated = Meeting.objects.filter(group__in=groups, state__in=STANDS)
    stepped_back = SteppedBack.objects.filter(group=OuterRef("group"), user=OuterRef("user"))
    # Whose visits are over has come along.
    came = Q(ended_at__isnull=True) | ~Exists(stepped_back)
    beside = PtvLink.objects.filter(came, group__in=groups)
    return {
        Known.FIRST_DATE: _ids(dated),
        Known.COORDINATOR: by_kind[JobKind.COORDINATOR],
        Known.DEPUTY: by_kind[JobKind.DEPUTY],
        Known.VOLUNTEER: _ids(beside),
    }


def _ids(rows: Any) -> set[Any]:
    return set(rows.values_list("group_id", flat=True))


def _ticks(programmes: Iterable[Programme]) -> dict[UUID, dict[str, Ticked]]:
    found: dict[UUID, dict[str, Ticked]] = defaultdict(dict)
    for row in Tick.objects.filter(programme__in=programmes).select_related("by"):
        found[row.programme_id][row.code] = Ticked(row.by.first_name if row.by else "", row.at)
    return found


def _sessions(programmes: Iterable[Programme]) -> dict[UUID, list[Session]]:
    found: dict[UUID, list[Session]] = defaultdict(list)
    for session in Session.objects.filter(programme__in=programmes).order_by("number"):
        found[session.programme_id].append(session)
    return found
