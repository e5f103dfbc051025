"""How the tasks of the last sessions stand, in a fixed number of queries."""

from collections import Counter
from datetime import datetime

from followon.people.models import SIGN_IN_KINDS
from groups.models import Job, JobKind, PtvLink

from ..checklist import Known, Part, Ticked, parts
from ..models import WANTS_TO_MEET, Handover, Participant, Programme, Session
from .invitations import with_slips
from .programmes import handover_of, sessions_of


def checklist(programme: Programme, now: datetime) -> tuple[Part[Session], ...]:
    """The three lists of one programme."""
    people = list(
        programme.participants.taking_part().prefetch_related("user__contacts").order_by("pk")
    )
    known = _of_people(people, now) | _of_group(handover_of(programme))
    return parts(sessions_of(programme), known, _ticks(programme))


def _of_people(people: list[Participant], now: datetime) -> set[str]:
    if not people:
        return set()
    slips = with_slips(people, now)
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


def _of_group(handover: Handover | None) -> set[str]:
    if handover is None:
        return set()
    found: set[str] = {Known.FIRST_DATE}
    groups = [part.group_id for part in handover.parts.all() if part.is_new]
    held = Job.objects.held().filter(group__in=groups)
    jobs = Counter(held.values_list("kind", flat=True))
    for kind, known in ((JobKind.COORDINATOR, Known.COORDINATOR), (JobKind.DEPUTY, Known.DEPUTY)):
        if jobs[kind] == len(groups):
            found.add(known)
    helped = PtvLink.objects.open().filter(group__in=groups).values_list("group", flat=True)
    if set(helped) == set(groups):
        found.add(Known.VOLUNTEER)
    return found


def _ticks(programme: Programme) -> dict[str, Ticked]:
    rows = programme.ticks.select_related("by")
    return {row.code: Ticked(row.by.first_name if row.by else "", row.at) for row in rows}
