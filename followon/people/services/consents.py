from datetime import datetime

from django.db import transaction

from followon.audit.services import record

from ..models import Audience, Consent, SharedThing, User
from .contacts import lock_person


@transaction.atomic
def share(*, user: User, thing: str, audience: str, by: User | None, now: datetime) -> Consent:
    """Choose who may see one thing from now on; the earlier choice is ended, not changed."""
    thing, audience = SharedThing(thing), Audience(audience)
    lock_person(user)
    current = Consent.objects.current().filter(user=user, thing=thing).first()
    if current is not None:
        if current.audience == audience:
            return current
        current.ended_at = now
        current.save(update_fields=["ended_at"])
    consent = Consent.objects.create(
        user=user, thing=thing, audience=audience, started_at=now, recorded_by=by
    )
    record("consent.given", user, by=by, now=now, thing=str(thing), audience=str(audience))
    return consent
