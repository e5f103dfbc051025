"""What the gate needs to know of messages, read at the moment of sending for a batch at once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from followon.pages import languages
from followon.people.ids import among
from followon.people.models import Contact

from .. import kinds
from ..gate import CAP_PERIOD, Facts
from ..models import Channel, Message
from ..routing import NOT_BY_MESSAGE, Reachable, reachables, routes, stopped_numbers
from ..weekly import next_moment
from .spend import services_over_limit

KNOWN_OF_A_WAY = ("id", "user_id", "kind", "value", "dead_since")
OTHER = {Channel.TEXT.value: Channel.EMAIL.value, Channel.EMAIL.value: Channel.TEXT.value}


class BatchFacts:
    """The facts of each message of a batch, in a number of queries that does not grow with it.

    Messages that wait follow their person to a new number or address here. Whoever gets a text
    that the cap counts is locked until commit, so that two workers cannot each send a third one.
    """

    def __init__(self, messages: Sequence[Message], now: datetime) -> None:
        self.now = now
        people = {message.recipient_id for message in messages if message.recipient_id}
        self._people: dict[Any, Reachable] = reachables(people) if people else {}
        self._bring_contacts(messages)
        kinds.prepare(messages, now)
        texts = [message for message in messages if message.channel == Channel.TEXT]
        self._stopped = self._stopped_among({address_of(message) for message in texts})
        self._over_limit = services_over_limit({text.service_id for text in texts}, now)
        self._lately = _texts_lately([text for text in texts if is_counted(text)], now)

    def of(self, message: Message) -> Facts:
        """The facts of one of them."""
        kind = kinds.get(message.kind)
        person = self._people.get(message.recipient_id)
        return Facts(
            channel=message.channel,
            hours=kind.hours,
            counts_to_cap=kind.counts_to_cap,
            answers_a_stop=kind.ignores_stop,
            unwanted=kind.still_wanted(message, self.now),
            send_before=message.send_before,
            zone=message.service.zone,
            texts_allowed=message.service.texts_allowed,
            over_limit=message.service_id in self._over_limit,
            contact_usable=_is_usable(message),
            stopped=self._is_stopped(message, person),
            no_texts=person is not None and person.no_texts,
            channel_chosen=_is_chosen(message, person),
            other_channel_open=(
                person is not None
                and not message.fixed_contact
                and person.is_open(OTHER[message.channel])
            ),
            quiet=person.quiet if person is not None else None,
            weekly_at=_weekly_at(message, kind, person, self.now),
            texts_lately=tuple(self._lately[message.recipient_id]) if is_counted(message) else (),
        )

    def language_of(self, message: Message) -> str:
        """The person's own where there is a catalogue of it, else the site's."""
        person = self._people.get(message.recipient_id)
        return languages.chosen(person.language if person is not None else "")

    def note_leaving(self, message: Message) -> None:
        """This one leaves, so the person's next one in the batch counts it."""
        if is_counted(message):
            self._lately[message.recipient_id].append(self.now)

    def _stopped_among(self, numbers: set[str]) -> set[str]:
        """Those that said STOP: of most it is known with their people already."""
        mobiles = {each.mobile.value: each for each in self._people.values() if each.mobile}
        known = {number for number in numbers & mobiles.keys() if mobiles[number].mobile_stopped}
        others = numbers - mobiles.keys()
        return known | stopped_numbers(others) if others else known

    def _bring_contacts(self, messages: Sequence[Message]) -> None:
        """Read again: between claim and now a contact may have been changed or found dead.

        Of most all that matters is known with their people: the rest of the row stays unread.
        """
        contacts: dict[int | None, Contact] = {
            way.pk: Contact.from_db(None, KNOWN_OF_A_WAY, (way.pk, user_id, kind, way.value, None))
            for user_id, each in self._people.items()
            for kind, way in each.ways()
        }
        others = {message.contact_id for message in messages} - contacts.keys() - {None}
        if others:
            contacts.update(Contact.objects.in_bulk(others))
        for message in messages:
            contact_id = message.contact_id
            if contact_id not in contacts:
                contact_id = self._way_of_the_person(message)
            message.contact = contacts.get(contact_id)

    def _way_of_the_person(self, message: Message) -> int | None:
        if message.fixed_contact or message.recipient_id is None:
            return None
        way = self._people[message.recipient_id].contact(message.channel)
        return way.pk if way is not None else None

    def _is_stopped(self, message: Message, person: Reachable | None) -> bool:
        if message.channel == Channel.TEXT:
            return address_of(message) in self._stopped
        return person is not None and person.email_stopped


def address_of(message: Message) -> str:
    """Where it goes: the contact as it is now, or the number that is answered."""
    return message.contact.value if message.contact is not None else message.to


def is_counted(message: Message) -> bool:
    """Whether the cap counts it."""
    return (
        message.channel == Channel.TEXT
        and message.recipient_id is not None
        and kinds.get(message.kind).counts_to_cap
    )


def _is_usable(message: Message) -> bool:
    if message.recipient_id is None:
        return bool(message.to)
    if message.contact is None:
        # An answer to a number stands by itself; a contact that was there is gone.
        return message.fixed_contact and bool(message.to)
    return message.contact.dead_since is None


def _is_chosen(message: Message, person: Reachable | None) -> bool:
    kind = kinds.get(message.kind)
    if person is None or kind.ignores_choice:
        return True
    if message.fixed_contact:
        # Queued on the other channel for somebody who has asked for a call since: not that either.
        return kind.hours == kinds.Hours.ANY or person.reach not in NOT_BY_MESSAGE
    return message.channel in routes(person)


def _weekly_at(
    message: Message, kind: kinds.Kind, person: Reachable | None, now: datetime
) -> datetime | None:
    """When the person's weekly message comes, where this one could be left to it."""
    if person is None or not kind.can_wait or not person.gets_weekly:
        return None
    return next_moment(message.service.zone, person.quiet, now)


def _texts_lately(texts: Collection[Message], now: datetime) -> dict[Any, list[datetime]]:
    """When each of these people got texts that count; the batch's own are left out."""
    lately: dict[Any, list[datetime]] = defaultdict(list)
    if not texts:
        return lately
    people = {text.recipient_id for text in texts}
    _lock(people)
    counted = [kind.code for kind in kinds.all_kinds() if kind.counts_to_cap]
    released = Message.objects.released_since(now - CAP_PERIOD).filter(
        recipient__in=among(people), channel=Channel.TEXT, kind__in=counted
    )
    others = released.exclude(pk__in=among(text.pk for text in texts))
    for person, at in others.values_list("recipient_id", "released_at"):
        if at is not None:
            lately[person].append(at)
    return lately


def _lock(people: Collection[Any]) -> None:
    """In one order for all workers, so that no two of them wait for each other."""
    names = sorted(f"cap:{person}" for person in people)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(%s) AS name",
            [names],
        )
