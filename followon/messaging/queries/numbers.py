"""Which service a text belongs to."""

from collections.abc import Iterable

from followon.people.models import PainService, User
from followon.people.phones import read_phone

from ..models import Message, TextNumber
from ..transports.notify import plus


def as_number(said: str) -> str:
    """E.164 where it is a phone's number; short codes and names stay as they are."""
    phone = read_phone(said)
    return phone.e164 if phone is not None else plus(said)


def owner_of(destination: str) -> PainService | None:
    """The service whose own number that is."""
    if not destination:
        return None
    owned = TextNumber.objects.select_related("service")
    found = owned.filter(number=as_number(destination)).first()
    return found.service if found else None


def service_of_text(*, destination: str, number: str, people: Iterable[User]) -> PainService | None:
    """
    The service that a text from this number is for; None where nobody can tell.

    1. The one whose own number it came to.
    2. The one whose message was the last to reach this number, for that is what it answers; else
       the one that last wrote to these people.
    3. The only one there is.
    """
    owner = owner_of(destination)
    if owner is not None:
        return owner
    # An answer that was lent a name says nothing of whose the number is.
    written = Message.objects.exclude(facts__has_key="lent").select_related("service")
    reached = written.filter(to=number, released_at__isnull=False).order_by("-released_at", "pk")
    last = reached.first() or (
        written.filter(recipient__in=list(people)).order_by("-created_at", "pk").first()
    )
    if last is not None:
        return last.service
    services = list(PainService.objects.all()[:2])
    return services[0] if len(services) == 1 else None
