"""Through which contact a person is reached: a pure choice, and the few queries that feed it."""

from collections.abc import Collection, Iterable
from datetime import time
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from followon.people.ids import among, as_text
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
    value: str
    is_stopped: bool


class Chosen(NamedTuple):
    """What a person prefers; see `people.Preference`."""

    reach: str = Reach.TEXT.value
    quiet: tuple[time, time] | None = None
    weekly: bool = False


THE_USUAL = Chosen()


class Reachable(NamedTuple):
    """What is known of the ways to one person; contacts that are dead are left out."""

    reach: str = THE_USUAL.reach
    quiet: tuple[time, time] | None = THE_USUAL.quiet
    weekly: bool = THE_USUAL.weekly
    mobile: Way | None = None
    email: Way | None = None
    no_texts: bool = False

    @property
    def mobile_stopped(self) -> bool:
        return self.mobile is not None and self.mobile.is_stopped

    @property
    def email_stopped(self) -> bool:
        return self.email is not None and self.email.is_stopped

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
    """Every person's ways, in three queries for any number of people."""
    these = among(user_ids)
    chosen, no_texts = _chosen(these), _without_texts(these)
    ways: dict[str, dict[str, Way]] = {kind: {} for kind in CHANNEL_OF}
    for name, pk, kind, value, is_stopped in _contacts(these):
        ways[kind][name] = Way(pk, value, is_stopped)
    mobiles, emails = ways[ContactKind.MOBILE], ways[ContactKind.EMAIL]
    found = {}
    for user_id in user_ids:
        name = str(user_id)
        reach, quiet, weekly = chosen.get(name, THE_USUAL)
        mobile, email = mobiles.get(name), emails.get(name)
        found[user_id] = Reachable(reach, quiet, weekly, mobile, email, name in no_texts)
    return found


def _contacts(these: RawSQL) -> QuerySet[Contact, Any]:
    """Their contacts, each under its person's id as text, the newest of a kind last."""
    value, goes_on = OuterRef("value"), Q(ended_at__isnull=True)
    no_texts = Exists(TextStop.objects.filter(goes_on, number=value))
    no_emails = Exists(EmailStop.objects.filter(goes_on, address=value))
    usable = Contact.objects.usable().filter(user__in=these, kind__in=CHANNEL_OF)
    rows = usable.annotate(is_stopped=no_texts | no_emails).order_by("created_at", "pk")
    return rows.values_list(as_text("user_id"), "pk", "kind", "value", "is_stopped")


def _chosen(these: RawSQL) -> dict[str, Chosen]:
    """What those prefer who chose anything but the usual."""
    usual = Q(reach=THE_USUAL.reach, quiet_from=None, quiet_until=None, weekly=THE_USUAL.weekly)
    rows = Preference.objects.filter(~usual, user__in=these)
    named = rows.values_list(as_text("user_id"), "reach", "quiet_from", "quiet_until", "weekly")
    return {
        name: Chosen(reach, (begins, ends) if begins and ends else None, weekly)
        for name, reach, begins, ends, weekly in named
    }


def _without_texts(these: RawSQL) -> set[str]:
    rows = Need.objects.filter(user__in=these, code=CommunicationNeed.NO_TEXTS)
    return set(rows.values_list(as_text("user_id"), flat=True))


def stopped_numbers(numbers: Iterable[str]) -> set[str]:
    """Those of these numbers that said STOP."""
    stops = TextStop.objects.filter(ended_at__isnull=True, number__in=list(numbers))
    return set(stops.values_list("number", flat=True))
