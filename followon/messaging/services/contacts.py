"""Changing how somebody is reached, and telling the number or address that was in use before."""

from datetime import datetime

from django.db import transaction

from followon.people.models import SIGN_IN_KINDS, Contact, PainService, User
from followon.people.services import contacts

from ..own_kinds import CONTACT_CHANGED
from ..routing import CHANNEL_OF
from .outbox import enqueue_to

CHANGED, REMOVED, ADDED = "changed", "removed", "added"


@transaction.atomic
def change_contact(
    *, user: User, kind: str, raw: str, by: User | None, service: PainService | None, now: datetime
) -> Contact:
    """Make this the person's one contact of its kind, and tell the one that it replaces.

    Where that one cannot be told, because it is dead or may be a stranger's, the others are.

    Raises ValueError with words for a person when it cannot be read.
    """
    contacts.lock_person(user)
    before = list(user.contacts.filter(kind=kind))
    contact = contacts.set_contact(user=user, kind=kind, raw=raw, by=by, now=now)
    replaced = [old for old in before if old.value != contact.value]
    told = [old for old in replaced if _tell(old, CHANGED, service, now)]
    is_added = not before and by is not None and by.pk == user.pk
    if kind in SIGN_IN_KINDS and not told and (replaced or is_added):
        # Who adds a way to sign in may have only borrowed the phone that is signed in.
        for other in user.contacts.exclude(pk=contact.pk):
            _tell(other, ADDED, service, now, thing=kind)
    return contact


@transaction.atomic
def drop_contact(
    *, contact: Contact, by: User | None, service: PainService | None, now: datetime
) -> None:
    """Forget this way to reach the person, and say so there."""
    _tell(contact, REMOVED, service, now)
    contacts.remove_contact(contact=contact, by=by, now=now)


def _tell(
    known: Contact, what: str, service: PainService | None, now: datetime, *, thing: str = ""
) -> bool:
    """By the value alone, because it may be about to be nobody's contact.

    Only where its person is known to have been: what was dead or never proved may be a stranger's.
    """
    if service is None or not _is_proved(known):
        return False
    enqueue_to(
        kind=CONTACT_CHANGED,
        channel=CHANNEL_OF[known.kind],
        to=known.value,
        service=service,
        recipient=known.user,
        facts={"what": what, "thing": thing or known.kind},
        dedupe=f"{known.pk}:{what}:{now.isoformat()}",
        now=now,
    )
    return True


def _is_proved(contact: Contact) -> bool:
    was_theirs = contact.proven_at is not None or contact.verified_at is not None
    return contact.kind in CHANNEL_OF and was_theirs and contact.dead_since is None
