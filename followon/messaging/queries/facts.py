"""What the gate needs to know of one message, read at the moment of sending."""

from datetime import datetime, time

from django.db import connection

from followon.people.models import Preference

from .. import kinds
from ..gate import CAP_PERIOD, Facts
from ..models import Channel, Message
from ..routing import Reachable, reachables, routes, stopped_numbers

OTHER = {Channel.TEXT.value: Channel.EMAIL.value, Channel.EMAIL.value: Channel.TEXT.value}


def facts_of(message: Message, now: datetime) -> Facts:
    """The facts of one message.

    A text that the cap counts takes a lock, held until commit, so that two workers cannot each
    send a person's third text.
    """
    kind = kinds.get(message.kind)
    counted = kind.counts_to_cap and message.channel == Channel.TEXT and message.recipient_id
    person = (
        reachables([message.recipient_id])[message.recipient_id] if message.recipient_id else None
    )
    return Facts(
        channel=message.channel,
        hours=kind.hours,
        counts_to_cap=kind.counts_to_cap,
        answers_a_stop=kind.ignores_stop,
        unwanted=kind.still_wanted(message, now),
        send_before=message.send_before,
        zone=message.service.zone,
        texts_allowed=message.service.texts_allowed,
        contact_usable=_is_usable(message),
        stopped=_is_stopped(message, person),
        no_texts=person is not None and person.no_texts,
        channel_chosen=_is_chosen(message, person),
        other_channel_open=(
            person is not None
            and not message.fixed_contact
            and person.is_open(OTHER[message.channel])
        ),
        quiet=_quiet_hours(message),
        texts_lately=_texts_lately(message, now) if counted else (),
    )


def address_of(message: Message) -> str:
    """Where it goes: the contact as it is now, or the number that is answered."""
    return message.contact.value if message.contact is not None else message.to


def preference_of(message: Message) -> Preference | None:
    """What the recipient chose; a claimed message has it with it."""
    try:
        return message.recipient.preference if message.recipient is not None else None
    except Preference.DoesNotExist:
        return None


def _is_usable(message: Message) -> bool:
    if message.recipient_id is None:
        return bool(message.to)
    if message.contact is None:
        # An answer to a number stands by itself; a contact that was there is gone.
        return message.fixed_contact and bool(message.to)
    return message.contact.dead_since is None


def _is_stopped(message: Message, person: Reachable | None) -> bool:
    if message.channel == Channel.TEXT:
        return bool(stopped_numbers([address_of(message)]))
    return person is not None and person.email_stopped


def _is_chosen(message: Message, person: Reachable | None) -> bool:
    if person is None or message.fixed_contact or kinds.get(message.kind).ignores_choice:
        return True
    return message.channel in routes(person)


def _quiet_hours(message: Message) -> tuple[time, time] | None:
    chosen = preference_of(message)
    if chosen is None or chosen.quiet_from is None or chosen.quiet_until is None:
        return None
    return chosen.quiet_from, chosen.quiet_until


def _texts_lately(message: Message, now: datetime) -> tuple[datetime, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"cap:{message.recipient_id}"]
        )
    counted = [kind.code for kind in kinds.all_kinds() if kind.counts_to_cap]
    texts = Message.objects.released_since(now - CAP_PERIOD).filter(
        recipient=message.recipient_id, channel=Channel.TEXT, kind__in=counted
    )
    released = texts.exclude(pk=message.pk).values_list("released_at", flat=True)
    return tuple(at for at in released if at is not None)
