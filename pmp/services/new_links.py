"""Somebody whose link is over asks for another one: it goes to their own contacts, nowhere else."""

from datetime import datetime, timedelta

from django.db import transaction

from followon.audit.services import record
from followon.messaging.models import Message
from followon.messaging.services.outbox import enqueue

from ..asking import NEW_LINK, letter_subject
from ..models import Participant

# A phone may be asked for three in a day; one who asks again after that calls the service.
MOST, IN = 3, timedelta(days=1)
USEFUL = timedelta(days=1)


@transaction.atomic
def ask_for_link(*, participant: Participant, now: datetime) -> list[Message]:
    """A new link by the person's own channels; [] after a few in a day, or where none reaches them.

    Whoever asks learns nothing of which it was.
    """
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    subject = letter_subject(participant)
    versions = Message.objects.filter(subject=subject, kind=NEW_LINK).values_list(
        "version", "created_at"
    )
    lately = {version for version, at in versions if at > now - IN}
    if participant.withdrawn_at is not None or len(lately) >= MOST:
        return []
    service = participant.programme.service
    sent = enqueue(
        kind=NEW_LINK,
        recipient=participant.user,
        service=service,
        subject=subject,
        version=max((version for version, _ in versions), default=-1) + 1,
        send_before=now + USEFUL,
        now=now,
    )
    record("participant.asked_for_link", participant, by=None, now=now, service=service)
    return sent
