"""Reaching by hand those whom no message has reached."""

from datetime import datetime

from django.db import transaction

from followon.audit.services import record
from followon.people.models import User

from ..models import Participant, ReachingTry, What


@transaction.atomic
def note_try(*, participant: Participant, what: str, by: User, now: datetime) -> ReachingTry:
    """What somebody did; some outcomes take the person off the list."""
    made = ReachingTry.objects.create(participant=participant, what=What(what), by=by, at=now)
    service = participant.programme.service
    record("participant.reached_out", participant, by=by, now=now, service=service, what=what)
    return made
