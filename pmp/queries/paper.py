"""Paper forms: who still has to answer, and whose form carries a code."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from followon.people.queries.links import link_for_code

from ..asking import QUESTIONS
from ..models import Participant, Programme
from .invitations import participant_in


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


def _taking_part(programme: Programme) -> QuerySet[Participant]:
    return programme.participants.taking_part().select_related("user")
