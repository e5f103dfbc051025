"""Texts of which we asked which one they meant, and never heard."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from ..models import InboundText, Reading
from ..unanswered import NotTaken, hand_over
from ..which import UNDERSTOOD_FOR

log = logging.getLogger(__name__)

AT_ONCE = 100


def give_up_asking(*, now: datetime) -> int:
    """A person reads each text that was never made clear; how many there were."""
    later = InboundText.objects.filter(
        source=OuterRef("source"),
        received_at__gt=OuterRef("received_at"),
        reading__in=[Reading.UNDERSTOOD, Reading.TO_READ, Reading.READ],
    )
    asked = InboundText.objects.filter(
        reading=Reading.ASKED_BACK, received_at__lt=now - UNDERSTOOD_FOR, body__gt=""
    )
    unclear = asked.exclude(Exists(later)).order_by("received_at")
    return sum(_try(pk, now) for pk in unclear.values_list("pk", flat=True)[:AT_ONCE])


def _try(text_id: int, now: datetime) -> bool:
    try:
        return _set_aside(text_id, now)
    except NotTaken as error:  # it says which text, and not its words; tried again next time
        log.error("%s", error)
        return False


@transaction.atomic
def _set_aside(text_id: int, now: datetime) -> bool:
    rows = InboundText.objects.filter(pk=text_id, reading=Reading.ASKED_BACK)
    if rows.update(reading=Reading.TO_READ) != 1:
        return False
    hand_over(InboundText.objects.select_related("person", "service").get(pk=text_id), now)
    return True
