"""How a person can be reached. A number or address may be shared by two people."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from followon.audit.services import record

from ..emails import read_email
from ..models import Contact, ContactKind, PainService, User
from ..models.contact import SECOND_CHANCES
from ..phones import read_phone
from ..queries.contacts import usable_contacts


def read_contact(kind: str, raw: str) -> str:
    """The normalised value. Raises ValueError with words for the person who typed it."""
    if kind == ContactKind.EMAIL:
        email = read_email(raw)
        if email is None:
            raise ValueError(_("Enter an email address, like name@example.com"))
        return email
    phone = read_phone(raw)
    if phone is None or phone.kind != kind:
        if kind == ContactKind.MOBILE:
            raise ValueError(_("Enter a mobile number, like 07700 900123"))
        raise ValueError(_("Enter a landline number, like 0117 496 0123"))
    return phone.e164


@transaction.atomic
def set_contact(*, user: User, kind: str, raw: str, by: User | None, now: datetime) -> Contact:
    """Make this the person's one contact of its kind; another one of that kind goes.

    Raises ValueError with words for a person when it cannot be read.
    """
    value = read_contact(kind, raw)
    lock_person(user)
    user.contacts.filter(kind=kind).exclude(value=value).delete()
    contact, is_new = Contact.objects.get_or_create(user=user, kind=kind, value=value)
    if contact.dead_since is not None:
        # Somebody says that it is right after all.
        contact.dead_since = None
        contact.save(update_fields=["dead_since"])
    record("contact.set", user, by=by, now=now, kind=str(kind), new=is_new)
    return contact


@transaction.atomic
def try_contact_again(*, contact: Contact, by: User, now: datetime) -> bool:
    """Its person says that it is right although nothing arrived; False after a few times."""
    tried = Contact.objects.filter(
        pk=contact.pk, dead_since__isnull=False, second_chances__lt=SECOND_CHANCES
    ).update(dead_since=None, second_chances=F("second_chances") + 1)
    if tried:
        record("contact.tried_again", contact.user, by=by, now=now, kind=contact.kind)
    return bool(tried)


@transaction.atomic
def look_at_contacts(
    *, user: User, why: str, service: PainService, by: User, now: datetime
) -> list[Contact]:
    """How staff can reach a person; that they looked, and why (a code), is kept."""
    record("contacts.seen", user, by=by, now=now, service=service, why=why)
    return usable_contacts(user)


@transaction.atomic
def remove_contact(*, contact: Contact, by: User | None, now: datetime) -> None:
    """Forget this way to reach the person."""
    record("contact.removed", contact.user, by=by, now=now, kind=contact.kind)
    contact.delete()


@transaction.atomic
def mark_verified(*, contact: Contact, now: datetime) -> None:
    """The person proved with a code that it is theirs; so it is neither dead nor unproven."""
    changed = Contact.objects.filter(
        Q(verified_at__isnull=True) | Q(dead_since__isnull=False), pk=contact.pk
    ).update(verified_at=now, dead_since=None)
    mark_proven(contact=contact, now=now)
    if changed:
        record("contact.verified", contact.user, by=contact.user, now=now, kind=contact.kind)
    contact.refresh_from_db()


def mark_proven(*, contact: Contact, now: datetime) -> None:
    """A message arrived there, or the person answered from there: so it is not dead either."""
    mark_all_proven(contact_ids=[contact.pk], now=now)


def mark_all_proven(*, contact_ids: Collection[int], now: datetime) -> None:
    """As `mark_proven`, for many at once."""
    these = Contact.objects.filter(pk__in=contact_ids)
    these.filter(proven_at__isnull=True).update(proven_at=now)
    was_dead = Q(dead_since__isnull=False) | Q(second_chances__gt=0)
    these.filter(was_dead).update(dead_since=None, second_chances=0)


@transaction.atomic
def mark_dead(*, contact: Contact, now: datetime) -> None:
    """A provider says that nothing can arrive there; the first time it said so is kept."""
    if Contact.objects.filter(pk=contact.pk, dead_since__isnull=True).update(dead_since=now):
        record("contact.dead", contact.user, by=None, now=now, kind=contact.kind)


def lock_person(user: User) -> None:
    """Two changes for one person happen one after the other.

    By their own row and not by their contacts', which whoever holds a message of theirs waits for.
    """
    User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
