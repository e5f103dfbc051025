from datetime import datetime

from django.db import transaction

from followon.audit.services import record

from ..models import User


@transaction.atomic
def note_sign_in(*, user: User, second_factor: bool, now: datetime) -> None:
    """Write down that this person's session began."""
    record("person.signed_in", user, by=user, now=now, second_factor=second_factor)
