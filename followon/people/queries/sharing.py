from collections.abc import Iterable
from uuid import UUID

from ..models import Audience, Consent, Contact, SharedThing, User


def shared_contacts(users: Iterable[User], audiences: set[str]) -> dict[UUID, list[Contact]]:
    """What each person shares with any of these audiences; two queries for any number.

    Members ask with {"group"}, coordinators with {"group", "coordinators"}.
    """
    shared: dict[UUID, list[Contact]] = {user.pk: [] for user in users}
    allowed = set(
        Consent.objects.current()
        .filter(user__in=shared, audience__in=audiences - {Audience.NOBODY})
        .values_list("user_id", "thing")
    )
    for contact in Contact.objects.usable().filter(user__in=shared).order_by("created_at", "pk"):
        if (contact.user_id, contact.kind) in allowed:
            shared[contact.user_id].append(contact)
    return shared


def audience_of(user: User) -> dict[str, str]:
    """Whom this person shares each thing with now; nobody where they never chose."""
    chosen = dict(Consent.objects.current().filter(user=user).values_list("thing", "audience"))
    return {thing: chosen.get(thing, Audience.NOBODY.value) for thing in SharedThing.values}
