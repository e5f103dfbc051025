"""Finding what was left lying, and asking providers about what nobody knows."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from .. import kinds
from ..models import InboundText, Message, State
from ..queries.health import silent_parts
from ..retry import Next, after_asking, without_asking
from ..transports import TransportError, choose
from . import inbound, receipts
from .outcomes import follow

log = logging.getLogger(__name__)

AT_ONCE = 500
ASK_AGAIN = timedelta(minutes=5)
# Texts that a webhook lost: the provider is asked for what came in since then.
TEXTS_SINCE = timedelta(hours=24)


def sweep(*, now: datetime) -> None:
    """Everything that a dead worker, a dead broker or a silent provider may have left lying."""
    for part in silent_parts(now):
        log.error("Messages: no mark of %s for five minutes", part)
    free_stuck(now=now)
    settle_doubts(now=now)
    receipts.work_all(now=now)
    _fetch_texts(now)
    _work_texts(now)


def _work_texts(now: datetime) -> None:
    for text_id in InboundText.objects.unworked().values_list("pk", flat=True)[:AT_ONCE]:
        try:
            inbound.work(text_id=text_id, now=now)
        except Exception as error:  # the next text is not to wait for it; no words in the log
            log.error("Text %s could not be worked on: %s", text_id, type(error).__name__)


def free_stuck(*, now: datetime) -> int:
    """Rows whose worker died: back to the queue if nothing had gone out yet, else in doubt."""
    count = 0
    for message in Message.objects.stuck(now)[:AT_ONCE]:
        if message.released_at is None:
            step = Next(State.QUEUED, "Its worker stopped before sending", not_before=now)
        else:
            step = Next(State.UNKNOWN, "Its worker stopped while sending", look_at=now)
        count += follow(message, step, now=now, lease=message.lease_until)
    return count


def settle_doubts(*, now: datetime) -> int:
    """Ask what became of messages in doubt and of those long without a receipt."""
    waiting = Message.objects.to_ask_about(now).select_related("contact")[:AT_ONCE]
    return sum(_settle(message, now) for message in waiting)


def _settle(message: Message, now: datetime) -> bool:
    transport = choose("email" if message.channel == "email" else "text", settings)
    hours = kinds.get(message.kind).hours
    if not transport.can_look_up or transport.name != message.provider:
        if message.state == State.SENT:
            return _ask_no_more(message)
        return follow(message, without_asking(doubts=message.doubts, hours=hours, now=now), now=now)
    try:
        found = transport.look_up(str(message.pk))
    except TransportError as error:
        log.warning(
            "Message %s is in doubt and cannot be asked about: %s", message.pk, error.reason
        )
        Message.objects.filter(pk=message.pk, state=message.state).update(look_at=now + ASK_AGAIN)
        return False
    step = after_asking(found, tries=message.attempts, send_before=message.send_before, now=now)
    if message.state == State.SENT and step.state in (State.SENT, State.QUEUED):
        return _ask_no_more(message)
    fields: dict[str, Any] = {"provider_id": found[0].provider_id} if found else {}
    if step.state == State.SENT:
        fields["sent_at"] = message.released_at
    return follow(message, step, now=now, **fields)


def _ask_no_more(message: Message) -> bool:
    return Message.objects.filter(pk=message.pk, state=State.SENT).update(look_at=None) == 1


def _fetch_texts(now: datetime) -> None:
    try:
        transport = choose("text", settings)
        for text in transport.received_texts(now - TEXTS_SINCE):
            inbound.keep(
                provider=transport.name,
                provider_id=text.provider_id,
                source=text.source,
                destination=text.destination,
                body=text.message,
                sent_at=text.at,
                now=now,
            )
    except TransportError as error:
        log.warning("Received texts could not be asked for: %s", error.reason)
