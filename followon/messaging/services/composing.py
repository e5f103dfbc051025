"""Filling a kind's templates for one person, at the moment of sending."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from followon.pages import languages
from followon.people.services import links

from .. import kinds
from ..models import Channel, Message
from ..queries.facts import address_of
from ..queries.own_words import Voices
from ..queries.stops import STOP_EMAIL
from ..transports import Envelope, Transport
from ..wording import Rendered, fragments, masked, render, shorten

STOP_EMAIL_LASTS = timedelta(days=2 * 365)


@dataclass(frozen=True)
class Composed:
    """What goes to the provider, and what is kept for the record."""

    envelope: Envelope
    kept_subject: str
    kept: str
    fragments: int = 0


@dataclass(frozen=True)
class Released:
    """A message that may leave, by what way; `gated_at` is the monotonic clock's, in seconds."""

    message: Message
    composed: Composed
    transport: Transport
    gated_at: float


def compose_all(
    messages: Iterable[Message],
    now: datetime,
    *,
    heard: Voices,
    language_of: Callable[[Message], str],
) -> list[Composed]:
    """Render them, in their order; `heard` is how their services speak.

    A kind's context may mint a link, so this runs in a transaction.
    """
    composed: list[Composed] = []
    for language, together in groupby(messages, key=language_of):
        with translation.override(languages.spoken_as(language)):
            composed += [_compose(message, now, heard, language) for message in together]
    return composed


def _compose(message: Message, now: datetime, heard: Voices, language: str) -> Composed:
    kind = kinds.get(message.kind)
    is_email = message.channel == Channel.EMAIL
    stop_url = _stop_url(message, now) if is_email and kind.hours != kinds.Hours.ANY else ""
    context = {**_common(message, heard), **kind.context(message, now)}
    words = render(
        kind.code,
        message.channel,
        context,
        sender=message.service.message_name,
        stop_url=stop_url,
        own=heard.own.get((message.service_id, kind.code, message.channel, language)),
    )
    invited = kind.invitation(message, now) if is_email and kind.invitation else None
    return Composed(
        envelope=Envelope(
            reference=str(message.pk),
            channel="email" if is_email else "text",
            to=address_of(message),
            subject=words.subject,
            body=words.body,
            html=words.html,
            unsubscribe_url=stop_url,
            sender_name=message.service.message_name,
            invitation=invited,
        ),
        fragments=0 if is_email else fragments(words.body),
        **_kept(words, str(context.get("code", ""))),
    )


def _common(message: Message, heard: Voices) -> dict[str, Any]:
    name = message.recipient.first_name if message.recipient is not None else ""
    return {
        "first_name": shorten(name) if message.channel == Channel.TEXT else name,
        "service_phone": message.service.phone,
        "service_hours": message.service.hours,
        "takes_replies": message.service_id in heard.answering,
    }


def _stop_url(message: Message, now: datetime) -> str:
    if message.recipient is None:
        return ""
    minted = links.mint(
        user=message.recipient,
        purpose=STOP_EMAIL,
        subject=f"contact:{message.contact_id}",
        lasts=STOP_EMAIL_LASTS,
        now=now,
    )
    return settings.BASE_URL + reverse("messaging:stop_emails", args=[minted.token])


def _kept(words: Rendered, code: str) -> dict[str, str]:
    # The development outbox stands in for people's phones, so its links have to work. Anywhere
    # else whoever reads the record must not be able to act as the person.
    if settings.DEBUG:
        return {"kept_subject": words.subject, "kept": words.body}
    return {
        "kept_subject": masked(words.subject, [code]),
        "kept": masked(words.body, [code]),
    }
