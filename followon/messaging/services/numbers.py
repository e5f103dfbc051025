"""Saying which service's own a number is."""

from datetime import datetime

from django.db import transaction

from followon.audit.services import record
from followon.people.models import PainService

from ..models import TextNumber
from ..queries.numbers import as_number


@transaction.atomic
def own_number(*, number: str, service: PainService, now: datetime) -> TextNumber:
    """From now on texts to that number are this service's, whoever sent them."""
    owned, _made = TextNumber.objects.update_or_create(
        number=as_number(number), defaults={"service": service, "since": now}
    )
    record("text_number.owned", service, by=None, now=now, service=service)
    return owned


@transaction.atomic
def share_number(*, number: str, now: datetime) -> bool:
    """The number is nobody's own any more; False when it was not."""
    owned = TextNumber.objects.filter(number=as_number(number)).select_related("service").first()
    if owned is None:
        return False
    record("text_number.shared", owned.service, by=None, now=now, service=owned.service)
    owned.delete()
    return True
