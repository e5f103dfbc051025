from datetime import datetime

from django.db import transaction

from followon.audit.services import record
from followon.people.models import User
from followon.people.services.links import revoke
from followon.people.services.people import add_person

from ..asking import QUESTIONS, letter_subject, slip_subject
from ..models import Participant, Programme
from ..queries.people import same_person


@transaction.atomic
def add_participant(
    *,
    programme: Programme,
    full_name: str,
    preferred_name: str = "",
    mobile: str = "",
    email: str = "",
    landline: str = "",
    by: User | None,
    now: datetime,
) -> Participant:
    """Put somebody into a programme; who is in it stays as they are, who had left is back.

    A person of that name and contact who was in another programme of the service is not made
    again. Raises ValueError with words for a person when a contact cannot be read.
    """
    Programme.objects.select_for_update(no_key=True).filter(pk=programme.pk).first()
    user = same_person(
        programme, full_name=full_name, mobile=mobile, email=email, landline=landline
    )
    if user is None:
        user = add_person(
            full_name=full_name,
            preferred_name=preferred_name,
            mobile=mobile,
            email=email,
            landline=landline,
            by=by,
            service=programme.service,
            now=now,
        )
    participant, is_new = Participant.objects.get_or_create(
        programme=programme, user=user, defaults={"created_at": now}
    )
    if is_new:
        record("participant.added", participant, by=by, now=now, service=programme.service)
    elif participant.withdrawn_at is not None:
        participant.withdrawn_at = None
        participant.save(update_fields=["withdrawn_at"])
        record("participant.came_back", participant, by=by, now=now, service=programme.service)
    return participant


@transaction.atomic
def withdraw_participant(*, participant: Participant, by: User | None, now: datetime) -> None:
    """They left the programme: nothing more is sent to them about it and their links close."""
    changed = Participant.objects.filter(pk=participant.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=now
    )
    if not changed:
        return
    for subject in (letter_subject(participant), slip_subject(participant)):
        revoke(user=participant.user, purpose=QUESTIONS, subject=subject, now=now)
    service = participant.programme.service
    record("participant.withdrawn", participant, by=by, now=now, service=service)
    participant.refresh_from_db(fields=["withdrawn_at"])
