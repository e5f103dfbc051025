"""Who signs in with a contact, and for which service we write to them."""

from dataclasses import dataclass

from followon.people.emails import read_email
from followon.people.models import ContactKind, PainService, User
from followon.people.phones import read_phone
from followon.people.queries.contacts import people_at


@dataclass(frozen=True)
class Way:
    """A mobile number or an e-mail address that somebody signs in with, normalised."""

    kind: str
    value: str

    def people(self) -> list[User]:
        """Everybody whom a code sent there lets in: more than one where it is shared."""
        return [user for user in people_at(self.kind, self.value) if service_of(user)]

    def as_allauth(self) -> dict[str, str]:
        """As allauth's flows name it."""
        return {"email" if self.kind == ContactKind.EMAIL else "phone": self.value}


def read_way(typed: str) -> Way | None:
    """What somebody typed into the one box; None when no code can be sent there."""
    if "@" in typed:
        email = read_email(typed)
        return Way(ContactKind.EMAIL.value, email) if email else None
    phone = read_phone(typed)
    if phone is None or phone.kind != "mobile":
        return None
    return Way(ContactKind.MOBILE.value, phone.e164)


def way_of(record: dict[str, str]) -> Way | None:
    """The way in one of allauth's records: of a login's state or of an authentication."""
    if record.get("email"):
        return Way(ContactKind.EMAIL.value, record["email"])
    if record.get("phone"):
        return Way(ContactKind.MOBILE.value, record["phone"])
    return None


def service_of(user: User) -> PainService | None:
    """The service in whose name we write to this person: where they are or were last."""
    of_this_person = (
        PainService.objects.filter(posts__user=user).order_by("-posts__started_at"),
        PainService.objects.filter(groups__memberships__user=user).order_by(
            "-groups__memberships__joined_at"
        ),
        PainService.objects.filter(sites__programmes__participants__user=user).order_by(
            "-sites__programmes__participants__pk"
        ),
    )
    return next((found for services in of_this_person if (found := services.first())), None)


def the_one_with(emails: list[str]) -> User | None:
    """The person who has one of these addresses; None where it is nobody, or not one alone."""
    people = {
        user for email in emails if (way := read_way(email)) is not None for user in way.people()
    }
    return people.pop() if len(people) == 1 else None
