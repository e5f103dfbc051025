"""The development outbox: what people's phones and mailboxes would show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from ..models import Channel, InboundText, Message, State
from ..wording import paragraphs

SHOWN = 60


@dataclass(frozen=True)
class Letter:
    """One text or e-mail as its reader sees it; `pieces` alternate between words and addresses."""

    at: datetime
    channel: str
    to: str
    name: str
    sender: str
    subject: str
    pieces: list[list[str]]
    is_reply: bool = False


@dataclass(frozen=True)
class Box:
    """A phone or mailbox, and how much lies in it."""

    to: str
    channel: str
    name: str
    count: int


def boxes() -> list[Box]:
    """Every phone and mailbox that something went to, the latest first."""
    rows = (
        Message.objects.exclude(rendered="")
        .values("to", "channel", "recipient__preferred_name")
        .annotate(count=Count("pk"), latest=Max("released_at"))
        .order_by("-latest")
    )
    return [
        Box(row["to"], row["channel"], row["recipient__preferred_name"] or "", row["count"])
        for row in rows
    ]


def letters(to: str = "") -> list[Letter]:
    """What was sent and what people texted back, newest first; of one box, or of all."""
    sent = Message.objects.exclude(rendered="").select_related("recipient", "service")
    came = InboundText.objects.select_related("person")
    if to:
        sent, came = sent.filter(to=to), came.filter(source=to)
    both = [
        *map(_sent, sent.order_by("-released_at")[:SHOWN]),
        *map(_came, came.order_by("-received_at")[:SHOWN]),
    ]
    return sorted(both, key=lambda letter: letter.at, reverse=True)[:SHOWN]


def waiting() -> Iterable[Message]:
    """What is not sent yet, soonest first."""
    queued = Message.objects.filter(state=State.QUEUED).select_related("recipient")
    return queued.order_by("not_before")[:SHOWN]


def _sent(message: Message) -> Letter:
    return Letter(
        at=message.released_at or message.created_at,
        channel=message.channel,
        to=message.to,
        name=message.recipient.first_name if message.recipient else "",
        sender=message.service.message_name,
        subject=message.rendered_subject,
        pieces=paragraphs(message.rendered),
    )


def _came(text: InboundText) -> Letter:
    return Letter(
        at=text.received_at,
        channel=Channel.TEXT,
        to=text.source,
        name=text.person.first_name if text.person else "",
        sender="",
        subject="",
        pieces=[[text.body]],
        is_reply=True,
    )
