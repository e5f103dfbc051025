from datetime import datetime

from django.db import transaction

from followon.audit.services import record

from ..models import User


@transaction.atomic
def set_preferred_name(*, user: User, preferred_name: str, by: User | None, now: datetime) -> None:
    """Change what the group and our messages call this person."""
    user.preferred_name = " ".join(preferred_name.split())
    user.save(update_fields=["preferred_name"])
    record("person.preferred_name_set", user, by=by, now=now)
