"""Through which contact a person is reached: a pure choice, and the query that feeds it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import time
from typing import Any, NamedTuple

from django.db import connection

from followon.people.ids import as_array
from followon.people.models import CommunicationNeed, ContactKind, Reach

from .models import Channel, TextStop

CHANNEL_OF = {ContactKind.MOBILE.value: Channel.TEXT, ContactKind.EMAIL.value: Channel.EMAIL}
NOT_BY_MESSAGE = frozenset({Reach.CALL.value, Reach.LETTER.value})


class Way(NamedTuple):
    """A contact, as far as routing needs it: many thousands are read in a rush."""

    pk: int
    value: str
    is_stopped: bool


# One statement: the ORM would need five, and these are asked for with every batch that leaves.
WAYS_TO = """
    SELECT person.id::text, preference.reach, preference.quiet_from, preference.quiet_until,
        preference.weekly, preference.language,
        mobile.id, mobile.value, EXISTS (
            SELECT FROM messaging_textstop WHERE number = mobile.value AND ended_at IS NULL
        ),
        email.id, email.value, EXISTS (
            SELECT FROM messaging_emailstop WHERE address = email.value AND ended_at IS NULL
        ),
        EXISTS (
            SELECT FROM people_need WHERE user_id = person.id AND code = %(no_texts)s
        )
    FROM unnest(%(people)s::uuid[]) AS person(id)
    LEFT JOIN people_preference AS preference ON preference.user_id = person.id
    LEFT JOIN LATERAL (
        SELECT id, value FROM people_contact
        WHERE user_id = person.id AND kind = 'mobile' AND dead_since IS NULL
        ORDER BY created_at DESC, id DESC LIMIT 1
    ) AS mobile ON true
    LEFT JOIN LATERAL (
        SELECT id, value FROM people_contact
        WHERE user_id = person.id AND kind = 'email' AND dead_since IS NULL
        ORDER BY created_at DESC, id DESC LIMIT 1
    ) AS email ON true
"""


class Reachable(NamedTuple):
    """What is known of the ways to one person; contacts that are dead are left out."""

    reach: str = Reach.TEXT.value
    quiet: tuple[time, time] | None = None
    weekly: bool = False
    language: str = ""
    mobile: Way | None = None
    email: Way | None = None
    no_texts: bool = False

    @property
    def mobile_stopped(self) -> bool:
        return self.mobile is not None and self.mobile.is_stopped

    @property
    def email_stopped(self) -> bool:
        return self.email is not None and self.email.is_stopped

    def ways(self) -> Iterator[tuple[str, Way]]:
        """Those that there are, each with the kind of its contact."""
        if self.mobile is not None:
            yield ContactKind.MOBILE.value, self.mobile
        if self.email is not None:
            yield ContactKind.EMAIL.value, self.email

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
    """Every person's ways, in one query for any number of people."""
    given = {"people": as_array(user_ids), "no_texts": CommunicationNeed.NO_TEXTS.value}
    with connection.cursor() as cursor:
        cursor.execute(WAYS_TO, given)
        found = {row[0]: _reachable(*row[1:]) for row in cursor.fetchall()}
    return {user_id: found[str(user_id)] for user_id in user_ids}


def _reachable(
    reach: str | None,
    quiet_from: time | None,
    quiet_until: time | None,
    weekly: bool | None,
    language: str | None,
    *contacts: Any,
) -> Reachable:
    """One person from their row; somebody who chose nothing has no preference at all."""
    mobile, number, mobile_stopped, email, address, email_stopped, no_texts = contacts
    return Reachable(
        reach or Reach.TEXT.value,
        (quiet_from, quiet_until) if quiet_from and quiet_until else None,
        bool(weekly),
        language or "",
        Way(mobile, number, mobile_stopped) if mobile is not None else None,
        Way(email, address, email_stopped) if email is not None else None,
        no_texts,
    )


def stopped_numbers(numbers: Iterable[str]) -> set[str]:
    """Those of these numbers that said STOP."""
    stops = TextStop.objects.filter(ended_at__isnull=True, number__in=list(numbers))
    return set(stops.values_list("number", flat=True))
