"""Adding to the words that raise a concern's priority; nothing here lowers one."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from followon.audit import services as audit
from followon.people.models import PainService, User

from ..concern_words import raises_priority
from ..models import Concern, Priority, PriorityWords
from ..queries.priority_words import phrases_of
from ..working_time import due_at


@transaction.atomic
def set_priority_words(
    *, service: PainService, phrases: Sequence[str], by: User | None, now: datetime
) -> PriorityWords | None:
    """A new version of the service's own phrases; None where nothing was changed.

    What waits to be read and has one of them is raised at once.
    """
    PainService.objects.select_for_update(no_key=True).get(pk=service.pk)
    if list(phrases) == phrases_of(service):
        return None
    made = PriorityWords.objects.create(
        service=service, phrases="\n".join(phrases), made_at=now, made_by=by
    )
    audit.record(
        "priority_words.changed", made, by=by, now=now, service=service, count=len(phrases)
    )
    for concern in Concern.objects.new().filter(service=service, priority=Priority.ORDINARY):
        raise_if_grave(concern=concern, now=now)
    return made


@transaction.atomic
def raise_if_grave(*, concern: Concern, now: datetime) -> bool:
    """High priority, and due sooner, where its words ask for it; it is never made less."""
    if concern.is_high or not raises_priority(concern.words, phrases_of(concern.service)):
        return False
    zone = concern.service.zone if concern.service else settings.TIME_ZONE
    concern.priority = Priority.HIGH
    concern.due_at = min(concern.due_at, due_at(concern.raised_at, is_high=True, zone=zone))
    concern.save(update_fields=["priority", "due_at"])
    audit.record("concern.priority_raised", concern, by=None, now=now, service=concern.service)
    return True
