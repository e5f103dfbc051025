"""Finding the demo's cast again."""

from followon.people.models import Contact, ContactKind, User
from followon.people.phones import read_phone
from pmp.demo.cast import CAST, Part
from pmp.models import Participant, Wish


def cast_in_database() -> dict[str, User]:
    """The cast by key; empty where the demo was never made."""
    found = {part.key: _find(part) for part in CAST}
    return {key: user for key, user in found.items() if user is not None}


def asked(stage: str) -> Participant | None:
    """Somebody of the running programme who is at this stage of the questions."""
    lasting = Participant.objects.taking_part().filter(programme__handovers=None)
    people = {
        "new": lasting.filter(wish=""),
        "middle": lasting.filter(wish=Wish.MAYBE, finished_at=None),
        "done": lasting.filter(wish=Wish.YES, finished_at__isnull=False),
    }
    return people[stage].order_by("-created_at", "pk").first() if stage in people else None


def _find(part: Part) -> User | None:
    """By number and name; who has changed the number in the demo, by the name alone."""
    phone = read_phone(part.person.mobile)
    if phone is None:
        raise ValueError(f"{part.key}'s number cannot be read.")
    named = User.objects.filter(full_name=part.person.full_name, is_active=True).order_by("pk")
    number = Contact.objects.filter(kind=ContactKind.MOBILE, value=phone.e164)
    return named.filter(contacts__in=number).first() or named.first()
