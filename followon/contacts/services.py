"""Asking for a code at a new number or address, and taking it into use when the code came back."""

import re
import secrets
from datetime import datetime

from django.db import transaction

from followon.messaging.routing import CHANNEL_OF
from followon.messaging.services.contacts import change_contact, drop_contact
from followon.messaging.services.outbox import enqueue_to
from followon.people.models import Contact, ContactChange, User
from followon.people.models.contact_change import CODE_LASTS
from followon.people.queries.contacts import can_be_spared
from followon.people.services.contact_changes import Proof, begin_change, prove
from followon.people.services.contacts import lock_person, mark_verified
from followon.sign_in.sealing import opens, seal_code
from followon.sign_in.whose import service_of

from .kinds import CONTACT_CODE

CODE_LENGTH = 6


class NoService(Exception):
    """No service writes to this person, so there is nobody in whose name a code could come."""


@transaction.atomic
def ask_for_proof(*, user: User, kind: str, value: str, now: datetime) -> ContactChange:
    """Send a code to the new number or address, whoever else may have it too.

    Raises NoService.
    """
    service = service_of(user)
    if service is None:
        raise NoService
    code = f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}d}"
    change = begin_change(
        user=user, kind=kind, value=value, code_hash=seal_code(code), by=user, now=now
    )
    enqueue_to(
        kind=CONTACT_CODE,
        channel=CHANNEL_OF[kind],
        to=value,
        service=service,
        recipient=user,
        dedupe=secrets.token_hex(8),
        send_before=now + CODE_LASTS,
        facts={"secret": code},
        now=now,
    )
    return change


@transaction.atomic
def confirm(*, change: ContactChange, typed: str, now: datetime) -> Proof:
    """Take the new contact into use when this is its code, and tell the old one."""
    code = read_code(typed)
    proof = prove(change=change, opens=lambda sealed: opens(code, sealed), now=now)
    if proof == Proof.RIGHT:
        user = change.user
        contact = change_contact(
            user=user,
            kind=change.kind,
            raw=change.value,
            by=user,
            service=service_of(user),
            now=now,
        )
        mark_verified(contact=contact, now=now)
    return proof


@transaction.atomic
def drop_own(*, contact: Contact, now: datetime) -> bool:
    """Forget one's own number or address; False for the last one to sign in with."""
    user = contact.user
    lock_person(user)
    if not can_be_spared(contact):
        return False
    drop_contact(contact=contact, by=user, service=service_of(user), now=now)
    return True


def read_code(typed: str) -> str:
    """The figures of a code, however it was typed."""
    return re.sub(r"\D", "", typed)
