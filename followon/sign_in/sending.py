"""Codes and notices leave through the outbox like every other message."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from followon.messaging.services.outbox import enqueue
from followon.people.models import User
from followon.people.queries.contacts import contact_at

from .whose import Way, service_of

CODE_LASTS = timedelta(minutes=10)


@transaction.atomic
def send_code(*, user: User, way: Way, code: str, now: datetime) -> None:
    """Queue the code to exactly the contact that was typed."""
    service, contact = service_of(user), contact_at(user, way.kind, way.value)
    if service is None or contact is None:
        return
    enqueue(
        kind="sign_in_code",
        recipient=user,
        service=service,
        contact=contact,
        dedupe=secrets.token_hex(8),
        send_before=now + CODE_LASTS,
        facts={"secret": code},
        now=now,
    )


@transaction.atomic
def send_notice(*, user: User, what: str, now: datetime) -> None:
    """Tell somebody that their own sign-in was changed."""
    service = service_of(user)
    if service is not None:
        enqueue(
            kind="account_notice",
            recipient=user,
            service=service,
            dedupe=secrets.token_hex(8),
            facts={"what": what},
            now=now,
        )
