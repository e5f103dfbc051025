"""Texts of which nobody can tell the service: the operator is told, and says whose they are."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from followon.audit import services as audit
from followon.messaging.models import InboundText
from followon.messaging.queries.numbers import as_number
from followon.messaging.services.outbox import enqueue_to_number
from followon.people.models import PainService

from ..models import Concern
from ..queries.concerns import only_group_of
from ..queries.unassigned import unassigned
from .priority_words import raise_if_grave

log = logging.getLogger(__name__)


@transaction.atomic
def assign(*, concerns: Iterable[Concern], service: PainService, now: datetime) -> int:
    """They are that service's from now on; how many there were. An assigned one stays."""
    count = 0
    for concern in concerns:
        waiting = Concern.objects.filter(pk=concern.pk, service__isnull=True)
        person = concern.raised_by
        group = only_group_of(person, service) if person else None
        if waiting.update(service=service, group=group) != 1:
            continue
        InboundText.objects.filter(concern=concern).update(service=service)
        audit.record("concern.assigned", concern, by=None, now=now, service=service)
        concern.refresh_from_db()
        raise_if_grave(concern=concern, now=now)
        count += 1
    return count


@transaction.atomic
def read_aloud(*, concern: Concern, now: datetime) -> str:
    """Its words, for the operator who has to tell whose it is; the look is on record."""
    audit.record("concern.seen", concern, by=None, now=now, by_operator=True)
    return concern.words


def tell_operator(*, now: datetime) -> int:
    """One line in the log, and one text for each that came in; how many wait."""
    waiting = unassigned()
    if not waiting:
        return 0
    log.error("%s texts belong to no service: manage.py assign_texts", len(waiting))
    lender = PainService.objects.order_by("created_at").first()
    if settings.OPERATOR_MOBILE and lender is not None:
        enqueue_to_number(
            kind="texts_unassigned",
            number=as_number(settings.OPERATOR_MOBILE),
            service=lender,
            recipient=None,
            now=now,
            dedupe=str(waiting[-1].pk),
            facts={"lent": True, "count": len(waiting)},
        )
    return len(waiting)
