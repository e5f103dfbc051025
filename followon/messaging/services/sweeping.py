"""Finding what was left lying, and asking providers about what nobody knows."""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .. import kinds
from ..models import InboundText, Message, State
from ..queries.health import silent_parts
from ..queries.ways import channel_name, in_use
from ..retry import Next, after_asking, in_doubt, without_asking
from ..transports import Transport, TransportError, transport
from . import inbound, receipts, ways
from .outcomes import follow
from .unclear import give_up_asking

log = logging.getLogger(__name__)

AT_ONCE = 500
ASK_AGAIN = timedelta(minutes=5)
ASKING = 60.0  # seconds


def sweep(*, now: datetime) -> None:
    """Everything that a dead worker, a dead broker or a silent provider may have left lying."""
    for part in silent_parts(now):
        log.error("Messages: no mark of %s for five minutes", part)
    free_stuck(now=now)
    settle_doubts(now=now)
    receipts.work_all(now=now)
    _fetch_texts(now)
    _work_texts(now)
    give_up_asking(now=now)
    if not settings.DEBUG and ways.is_check_due(now):
        ways.check(now=now)


def _work_texts(now: datetime) -> None:
    for text_id in InboundText.objects.unworked().values_list("pk", flat=True)[:AT_ONCE]:
        try:
            inbound.work(text_id=text_id, now=now)
        except Exception as error:  # the next text is not to wait for it; no words in the log
            log.error("Text %s could not be worked on: %s", text_id, type(error).__name__)


def free_stuck(*, now: datetime) -> int:
    """Rows whose worker died: back to the queue if nothing had gone out yet, else in doubt.

    Asked about a little later and not at once: where the clock was put on, the worker lives, and
    its request may still be under way.
    """
    count = 0
    for message in Message.objects.stuck(now)[:AT_ONCE]:
        try:
            count += _free(message, now)
        except Exception as error:  # such as a kind of a newer version; the next is not to wait
            _complain(message, error)
    return count


def _free(message: Message, now: datetime) -> bool:
    if message.released_at is None:
        step = Next(State.QUEUED, "Its worker stopped before sending", not_before=now)
    else:
        hours = kinds.get(message.kind).hours
        step = in_doubt("Its worker stopped while sending", hours=hours, now=now)
    return follow(message, step, now=now, lease=message.lease_until)


def settle_doubts(*, now: datetime, seconds: float = ASKING) -> int:
    """Ask what became of messages in doubt and of those long without a receipt.

    Those that have waited longest come first, and after so many seconds nothing more is asked.
    A provider that does not answer for one is not asked for the others until the next time: each
    would wait for the whole time-out, and the minute's sending waits for this.
    """
    count, silent, ends = 0, set(), time.monotonic() + seconds
    waiting = Message.objects.to_ask_about(now).select_related("contact").order_by("look_at")
    for message in waiting[:AT_ONCE]:
        if time.monotonic() > ends:
            break
        try:
            if message.provider in silent:
                _ask_later(message, now)
            else:
                count += _settle(message, now)
        except TransportError as error:
            silent.add(message.provider)
            log.warning("%s cannot be asked about messages: %s", message.provider, error.reason)
            _ask_later(message, now)
        except Exception as error:  # the minute's sending waits for this, and is not to fail
            _complain(message, error)
            _ask_later(message, now)
    return count


def _complain(message: Message, error: Exception) -> None:
    name = type(error).__name__
    log.error("Message %s (%s) could not be judged: %s", message.pk, message.kind, name)


def _ask_later(message: Message, now: datetime) -> None:
    Message.objects.filter(pk=message.pk, state=message.state).update(look_at=now + ASK_AGAIN)


def _settle(message: Message, now: datetime) -> bool:
    """Raises TransportError where its provider does not answer."""
    asked = _provider_of(message)
    hours = kinds.get(message.kind).hours
    if asked is None or not (asked.can_look_up or (asked.knows_ids and message.provider_id)):
        if message.state == State.SENT:
            return _ask_no_more(message)
        return follow(message, without_asking(doubts=message.doubts, hours=hours, now=now), now=now)
    found = asked.look_up(str(message.pk), message.provider_id)
    step = after_asking(found, tries=message.attempts, send_before=message.send_before, now=now)
    if message.state == State.SENT and step.state in (State.SENT, State.QUEUED):
        return _ask_no_more(message)
    fields: dict[str, Any] = {"provider_id": found[0].provider_id} if found else {}
    if step.state == State.SENT:
        fields["sent_at"] = message.released_at
    return follow(message, step, now=now, **fields)


def _provider_of(message: Message) -> Transport | None:
    """The one that has it, whichever way its service's messages take today; None: left since."""
    try:
        return transport(message.provider, channel_name(message.channel), settings)
    except ImproperlyConfigured:
        return None


def _ask_no_more(message: Message) -> bool:
    return Message.objects.filter(pk=message.pk, state=State.SENT).update(look_at=None) == 1


def _fetch_texts(now: datetime) -> None:
    """Of every provider whose number somebody may have answered."""
    for name in in_use("text"):
        try:
            _fetch_texts_of(transport(name, "text", settings), now)
        except (TransportError, ImproperlyConfigured) as error:
            log.warning("Received texts could not be asked of %s: %s", name, error)


def _fetch_texts_of(asked: Transport, now: datetime) -> None:
    for text in asked.received_texts(ways.texts_since(asked.name, now=now)):
        inbound.keep(
            provider=asked.name,
            provider_id=text.provider_id,
            source=text.source,
            destination=text.destination,
            body=text.message,
            sent_at=text.at,
            now=now,
        )
    ways.note_texts_asked(asked.name, now=now)
