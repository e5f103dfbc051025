"""Through which contact a person is reached: a pure choice, and the few queries that feed it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import time
from typing import Any, NamedTuple

from django.db.models.expressions import RawSQL

from followon.people.models import (
    CommunicationNeed,
    Contact,
    ContactKind,
    Need,
    Preference,
    Reach,
)

from .models import Channel, EmailStop, TextStop

CHANNEL_OF = {ContactKind.MOBILE.value: Channel.TEXT, ContactKind.EMAIL.value: Channel.EMAIL}
NOT_BY_MESSAGE = frozenset({Reach.CALL.value, Reach.LETTER.value})


class Way(NamedTuple):
    """A contact, as far as routing needs it: many thousands are read in a rush."""

    pk: int
    user_id: Any
    kind: str
    value: str


class Chosen(NamedTuple):
    """What a person prefers; see `people.Preference`."""

    reach: str
    quiet_from: time | None
    quiet_until: time | None
    weekly: bool

    @property
    def quiet(self) -> tuple[time, time] | None:
        if self.quiet_from is None or self.quiet_until is None:
            return None
        return self.quiet_from, self.quiet_until


NOTHING = Chosen(Reach.TEXT.value, None, None, weekly=False)


@dataclass(frozen=True, slots=True)
class Reachable:
    """What is known of the ways to one person; contacts that are dead are left out."""

    reach: str = Reach.TEXT.value
    quiet: tuple[time, time] | None = None
    weekly: bool = False
    mobile: Way | None = None
    email: Way | None = None
    no_texts: bool = False
    mobile_stopped: bool = False
    email_stopped: bool = False

    def contact(self, channel: str) -> Way | None:
        return self.mobile if channel == Channel.TEXT else self.email

    @property
    def gets_weekly(self) -> bool:
        """Whether they chose one message a week, and a message can reach them."""
        return self.weekly and any(self.is_open(channel) for channel in routes(self))

    def is_open(self, channel: str) -> bool:
        """Whether something could arrive there today."""
        if channel == Channel.TEXT:
            return self.mobile is not None and not self.no_texts and not self.mobile_stopped
        return self.email is not None and not self.email_stopped


def routes(person: Reachable) -> tuple[Channel, ...]:
    """The channels to use: as the person prefers, else the other one, else none: call or write.

    Where every contact is stopped, the preferred one stands, so that the record says why.
    """
    if person.reach in NOT_BY_MESSAGE:
        return ()
    order = [Channel.TEXT, Channel.EMAIL]
    if person.reach == Reach.EMAIL:
        order.reverse()
    fit = [channel for channel in order if person.is_open(channel)]
    if not fit:
        return tuple(channel for channel in order if person.contact(channel) is not None)[:1]
    return tuple(fit) if person.reach == Reach.BOTH else tuple(fit[:1])


def alert_routes(person: Reachable) -> tuple[Channel, ...]:
    """For an alert about somebody's safety: by text, else by e-mail, whatever the person chose."""
    ways = (Channel.TEXT, Channel.EMAIL)
    fit = [channel for channel in ways if person.is_open(channel)]
    # Better a text to somebody who would rather have none than nobody told.
    if not fit and person.mobile is not None and not person.mobile_stopped:
        return (Channel.TEXT,)
    return tuple(fit[:1])


def reachables(user_ids: Collection[Any]) -> dict[Any, Reachable]:
    """Every person's ways, in five queries for any number of people."""
    these = among(user_ids)
    chosen = Preference.objects.filter(user__in=these).values_list("user_id", *Chosen._fields)
    preferences = {user_id: Chosen(*rest) for user_id, *rest in chosen}
    no_texts = set(
        Need.objects.filter(user__in=these, code=CommunicationNeed.NO_TEXTS).values_list(
            "user_id", flat=True
        )
    )
    by_person: dict[Any, dict[str, Way]] = {user_id: {} for user_id in user_ids}
    usable = Contact.objects.usable().filter(user__in=these, kind__in=CHANNEL_OF)
    for row in usable.order_by("created_at", "pk").values_list(*Way._fields):
        way = Way(*row)
        by_person[way.user_id][way.kind] = way
    numbers = stopped_numbers(_values(by_person.values(), ContactKind.MOBILE))
    addresses = stopped_addresses(_values(by_person.values(), ContactKind.EMAIL))
    return {
        user_id: _reachable(
            contacts, preferences.get(user_id, NOTHING), user_id in no_texts, numbers, addresses
        )
        for user_id, contacts in by_person.items()
    }


def among(ids: Iterable[Any]) -> RawSQL:
    """These ids as one value: thousands of values cost more to write than to look up."""
    return RawSQL("SELECT unnest(%s::uuid[])", ["{" + ",".join(map(str, ids)) + "}"])


def stopped_numbers(numbers: Iterable[str]) -> set[str]:
    """Those of these numbers that said STOP."""
    stops = TextStop.objects.filter(ended_at__isnull=True, number__in=list(numbers))
    return set(stops.values_list("number", flat=True))


def stopped_addresses(addresses: Iterable[str]) -> set[str]:
    """Those of these addresses whose owners stopped e-mails."""
    stops = EmailStop.objects.filter(ended_at__isnull=True, address__in=list(addresses))
    return set(stops.values_list("address", flat=True))


def _values(people: Iterable[dict[str, Way]], kind: str) -> list[str]:
    return [contacts[kind].value for contacts in people if kind in contacts]


def _reachable(
    contacts: dict[str, Way],
    chosen: Chosen,
    no_texts: bool,
    numbers: set[str],
    addresses: set[str],
) -> Reachable:
    mobile = contacts.get(ContactKind.MOBILE)
    email = contacts.get(ContactKind.EMAIL)
    return Reachable(
        reach=chosen.reach,
        quiet=chosen.quiet,
        weekly=chosen.weekly,
        mobile=mobile,
        email=email,
        no_texts=no_texts,
        mobile_stopped=mobile is not None and mobile.value in numbers,
        email_stopped=email is not None and email.value in addresses,
    )
