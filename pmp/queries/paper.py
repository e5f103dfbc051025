"""Paper forms: who still has to answer, and whose form carries a code."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from followon.people.models import PersonalLink
from followon.people.queries.links import link_for_code

from ..asking import QUESTIONS
from ..models import Participant, Programme
from .invitations import participant_in
from .links import is_in_its_group


def to_type_in(programme: Programme) -> list[Participant]:
    """Everybody who takes part, by name: those without an answer first."""
    rows = _taking_part(programme)
    return sorted(rows, key=lambda row: (bool(row.wish), row.user.full_name.casefold()))


def whose_form(programme: Programme, code: str, now: datetime) -> UUID | None:
    """The participant of this programme whose newest slip or form carries the code."""
    link = link_for_code(code, QUESTIONS, now)
    found = participant_in(link.subject) if link else None
    if found is None or found.programme_id != programme.pk or found.withdrawn_at is not None:
        return None
    return found.pk


def of_code(programme: Programme, link: PersonalLink | None) -> Participant | None:
    """Whom a slip's link asks, where they belong to this programme and are still asked."""
    found = participant_in(link.subject) if link else None
    return asked_here(programme, found.pk) if found else None


def asked_here(programme: Programme, key: UUID) -> Participant | None:
    """Somebody of this programme who is still asked: neither gone nor in their group already."""
    found = _taking_part(programme).filter(pk=key).first()
    return None if found is None or is_in_its_group(found) else found


def _taking_part(programme: Programme) -> QuerySet[Participant]:
    return programme.participants.taking_part().select_related("user")
