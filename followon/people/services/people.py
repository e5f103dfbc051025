from datetime import datetime

from django.db import transaction

from followon.audit.services import record

from ..models import ContactKind, PainService, Preference, Reach, User
from .contacts import set_contact


@transaction.atomic
def add_person(
    *,
    full_name: str,
    preferred_name: str = "",
    mobile: str = "",
    email: str = "",
    landline: str = "",
    by: User | None,
    service: PainService | None,
    now: datetime,
) -> User:
    """A new person with the contacts that they have, or none.

    Raises ValueError with words for a person when a contact cannot be read.
    """
    full_name = " ".join(full_name.split())
    user = User.objects.new(full_name=full_name, preferred_name=preferred_name.strip())
    user.save()
    record("person.added", user, by=by, now=now, service=service)
    given = {ContactKind.MOBILE: mobile, ContactKind.EMAIL: email, ContactKind.LANDLINE: landline}
    for kind, raw in given.items():
        if raw.strip():
            set_contact(user=user, kind=kind, raw=raw, by=by, now=now)
    Preference.objects.create(user=user, reach=_first_reach(given))
    return user


def _first_reach(given: dict[ContactKind, str]) -> Reach:
    """What suits the contacts that there are, until the person chooses."""
    for kind, reach in (
        (ContactKind.MOBILE, Reach.TEXT),
        (ContactKind.EMAIL, Reach.EMAIL),
        (ContactKind.LANDLINE, Reach.CALL),
    ):
        if given[kind].strip():
            return reach
    return Reach.LETTER
