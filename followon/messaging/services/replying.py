"""Switching a service's answers by text on and off."""

from datetime import datetime

from django.db import transaction

from followon.audit.services import record
from followon.people.models import PainService, User

from ..models import ReplySwitch
from ..replying import with_readers


@transaction.atomic
def switch_replies(*, service: PainService, on: bool, by: User | None, now: datetime) -> bool:
    """Take answers by text, or no longer; False where nobody is named to read the rest."""
    if on and not with_readers([service.pk]):
        return False
    ReplySwitch.objects.update_or_create(
        service=service, defaults={"is_wanted": on, "changed_at": now, "changed_by": by}
    )
    verb = "replies.switched_on" if on else "replies.switched_off"
    record(verb, service, by=by, now=now, service=service)
    return True
