"""Sending once more what did not arrive, because a member of staff says so."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followon.audit.services import record
from followon.people.models import User

from .. import kinds
from ..models import Message, State
from ..queries.failures import DID_NOT_ARRIVE, MAY_ARRIVE, copies_of
from ..routing import reachables
from ..story import RESENT
from .outbox import channels, insert, row


class NotSentAgain(Exception):
    """Why not, in a sentence for whoever pressed the button."""


def may_be_resent(message: Message, now: datetime) -> bool:
    """Whether a button makes sense: it did not arrive, as far as we know, and there is time."""
    given_up = message.state == State.UNKNOWN and message.look_at is None
    return (
        (message.state in DID_NOT_ARRIVE or given_up)
        and message.recipient_id is not None
        and kinds.get(message.kind).hours != kinds.Hours.ANY
        and (message.send_before is None or now < message.send_before)
    )


@transaction.atomic
def resend(*, message: Message, by: User, now: datetime) -> Message:
    """Queue one copy on the way that the person has open now; the gate judges it as any other.

    Raises NotSentAgain. Of two people at once the second waits, and finds the first one's copy.
    """
    Message.objects.select_for_update(no_key=True).get(pk=message.pk)
    if not may_be_resent(message, now):
        raise NotSentAgain(_("This message cannot be sent again. Its time has passed, or it went."))
    others = copies_of(lambda name: getattr(message, name))
    if others.filter(state__in=MAY_ARRIVE).exists():
        raise NotSentAgain(_("Another copy has gone by now, or is on its way."))
    if kinds.get(message.kind).still_wanted(message, now):
        # Why not could tell what somebody said to a meeting.
        raise NotSentAgain(
            _("It is no longer needed: something changed, or the person knows already.")
        )
    copy = _copy(message, others.filter(dedupe_key__contains=RESENT).count(), now)
    insert([copy])
    record(
        "message.resent",
        message,
        by=by,
        now=now,
        service=message.service,
        kind=message.kind,
        channel=str(copy.channel),
    )
    return copy


def _copy(message: Message, number: int, now: datetime) -> Message:
    person = reachables([message.recipient_id])[message.recipient_id]
    alert = kinds.get(message.kind).ignores_choice
    ways = [way for way in channels(person, alert=alert) if person.is_open(way[0])]
    if not ways:
        raise NotSentAgain(
            _("No number or address of this person works now. Record a new one first.")
        )
    due = kinds.Due(
        service_id=message.service_id,
        recipient_id=message.recipient_id,
        subject=message.subject,
        version=message.version,
        send_before=message.send_before,
        facts=message.facts,
    )
    dedupe = f"{RESENT.strip(':')}:{number}"
    return row(message.kind, due, *ways[0], now, dedupe=dedupe)
