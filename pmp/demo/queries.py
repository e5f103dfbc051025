"""Finding the demo's cast again."""

from followon.people.models import Contact, ContactKind, User
from followon.people.phones import read_phone
from pmp.demo.cast import CAST


def cast_in_database() -> dict[str, User]:
    """The cast by key; empty where the demo was never made."""
    numbers = {}
    for part in CAST:
        phone = read_phone(part.person.mobile)
        if phone is None:
            raise ValueError(f"{part.key}'s number cannot be read.")
        numbers[phone.e164] = part
    contacts = Contact.objects.filter(kind=ContactKind.MOBILE, value__in=numbers)
    return {
        numbers[contact.value].key: contact.user
        for contact in contacts.select_related("user")
        if contact.user.full_name == numbers[contact.value].person.full_name
    }
