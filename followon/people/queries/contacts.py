from datetime import datetime

from ..models import SIGN_IN_KINDS, Contact, ContactChange, User
from ..models.contact_change import KEPT


def usable_contacts(user: User) -> list[Contact]:
    """Every way to reach this person that is not known to be dead, oldest first."""
    return list(user.contacts.usable().order_by("created_at", "pk"))


def people_at(kind: str, value: str) -> list[User]:
    """Who may sign in with this normalised number or address, oldest first."""
    return list(
        User.objects.filter(is_active=True, contacts__kind=kind, contacts__value=value).order_by(
            "date_joined", "pk"
        )
    )


def contact_at(user: User, kind: str, value: str) -> Contact | None:
    """This person's row for a normalised number or address."""
    return user.contacts.at(kind, value).first()


def contact_of(user: User, kind: str) -> Contact | None:
    """This person's contact of one kind."""
    return user.contacts.filter(kind=kind).order_by("created_at", "pk").first()


def can_be_spared(contact: Contact) -> bool:
    """Whether its person could still sign in without it, if they could with it."""
    if contact.kind not in SIGN_IN_KINDS:
        return True
    others = Contact.objects.usable().filter(user=contact.user_id, kind__in=SIGN_IN_KINDS)
    return others.exclude(pk=contact.pk).exists()


def unreachable(user: User) -> list[Contact]:
    """Where our messages could not be delivered: the person is asked at their next visit."""
    return list(user.contacts.filter(dead_since__isnull=False).order_by("kind"))


def change_of(user: User, kind: str, now: datetime) -> ContactChange | None:
    """What this person has typed and not proved yet."""
    return user.contact_changes.since(now - KEPT).filter(kind=kind).first()


def changes_of(user: User, now: datetime) -> dict[str, ContactChange]:
    """The same for each kind."""
    return {change.kind: change for change in user.contact_changes.since(now - KEPT)}
