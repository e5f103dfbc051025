"""Whether somebody is known already, by name and contact together."""

from collections.abc import Iterable

from django.db.models import Q

from followon.people.emails import read_email
from followon.people.models import Contact, ContactKind, User
from followon.people.phones import read_phone

from ..models import Participant, Programme
from ..reading_csv import Known


def known_people(programme: Programme) -> list[Known]:
    """Everybody in the programme, withdrawn people too; two queries for any number."""
    participants = programme.participants.select_related("user").prefetch_related("user__contacts")
    return [
        Known(
            participant.user.full_name,
            frozenset(contact.value for contact in participant.user.contacts.all()),
        )
        for participant in participants
    ]


def same_person(
    programme: Programme, *, full_name: str, mobile: str, email: str, landline: str
) -> User | None:
    """The person of that name and one of those contacts in a programme of the same service.

    Without any contact the name alone decides, and only within this programme.
    """
    name = " ".join(full_name.split())
    values = contact_values(mobile=mobile, email=email, landline=landline)
    if values:
        places = Participant.objects.filter(
            programme__site__service=programme.site.service_id,
            user__full_name__iexact=name,
            user__contacts__in=Contact.objects.filter(_any_of(values)),
        )
    else:
        places = programme.participants.filter(
            user__full_name__iexact=name, user__contacts__isnull=True
        )
    place = places.select_related("user").order_by("created_at", "pk").first()
    return place.user if place else None


def contact_values(*, mobile: str, email: str, landline: str) -> list[tuple[str, str]]:
    """Kind and normalised value of each contact that can be read."""
    values: list[tuple[str, str]] = []
    for kind, raw in ((ContactKind.MOBILE, mobile), (ContactKind.LANDLINE, landline)):
        phone = read_phone(raw) if raw.strip() else None
        values += [(kind.value, phone.e164)] if phone else []
    address = read_email(email)
    return [*values, (ContactKind.EMAIL.value, address)] if address else values


def _any_of(values: Iterable[tuple[str, str]]) -> Q:
    wanted = Q(pk__in=())
    for kind, value in values:
        wanted |= Q(kind=kind, value=value)
    return wanted
