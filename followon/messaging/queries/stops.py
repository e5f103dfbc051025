from datetime import datetime

from followon.people.models import Contact, ContactKind
from followon.people.queries.links import live_link

from ..models import EmailStop

STOP_EMAIL = "stop_email"  # purpose of the personal links at the foot of e-mails


def email_of_link(token: str, now: datetime) -> Contact | None:
    """The address that a link at the foot of an e-mail is about."""
    link = live_link(token, STOP_EMAIL, now)
    if link is None:
        return None
    contacts = link.user.contacts.filter(kind=ContactKind.EMAIL)
    number = link.subject.partition(":")[2]
    return contacts.filter(pk=number).first() if number.isdigit() else contacts.first()


def is_stopped(contact: Contact) -> bool:
    return EmailStop.objects.filter(address=contact.value, ended_at__isnull=True).exists()
