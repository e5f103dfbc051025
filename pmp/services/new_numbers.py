"""Staff looking at how else a person can be reached."""

from datetime import datetime

from django.db import transaction

from followon.audit.services import record
from followon.people.models import Contact, User

from ..queries.new_numbers import other_contacts


@transaction.atomic
def look_at_contacts(*, contact: Contact, why: str, by: User, now: datetime) -> list[Contact]:
    """The person's other numbers and addresses; that they were looked at, and why, is kept."""
    record("contacts.seen", contact.user, by=by, now=now, why=why)
    return other_contacts(contact)
