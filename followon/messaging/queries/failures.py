"""What staff see of the messages of their services: what waits, what is in doubt, what failed."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from followon.people.models import User
from followon.people.queries.staff import services_of

from .. import kinds
from ..gate import HELD_BACK
from ..models import Message, State
from ..models.message import MessageQuerySet

LATELY = timedelta(days=30)
DID_NOT_ARRIVE = (State.FAILED, State.UNDELIVERABLE)
# What nobody needs any more is left out: it would tell who said that they do not come.
UNWANTED = Q(state=State.SKIPPED) & ~Q(reason__in=HELD_BACK)
MAY_ARRIVE = (State.QUEUED, State.SENDING, State.UNKNOWN, State.SENT, State.DELIVERED)


def copies_of(message: Any) -> MessageQuerySet:
    """The same thing told to the same person: on another channel, or once more."""
    return Message.objects.filter(
        kind=message("kind"),
        subject=message("subject"),
        version=message("version"),
        recipient=message("recipient"),
    ).exclude(Q(pk=message("pk")) | Q(subject=""))


GOES_ANOTHER_WAY = Exists(copies_of(OuterRef).filter(state__in=MAY_ARRIVE))


@dataclass(frozen=True)
class Part:
    """One part of the page: its address, its name, and which messages it shows."""

    code: str
    title: Promise
    shows: Q

    def of(self, messages: MessageQuerySet) -> MessageQuerySet:
        """These of the messages, newest first."""
        return messages.filter(self.shows).order_by("-created_at", "pk")


NEEDS_SOMEBODY = (
    Part(
        "failed",
        _("Did not arrive, and nothing else is on its way"),
        Q(state__in=DID_NOT_ARRIVE) & ~Q(GOES_ANOTHER_WAY),
    ),
    Part("in-doubt", _("In doubt: it may have arrived or not"), Q(state=State.UNKNOWN)),
)
THE_REST = (
    Part("waiting", _("Waiting to be sent"), Q(state__in=(State.QUEUED, State.SENDING))),
    Part("sent", _("Sent, no receipt yet"), Q(state=State.SENT)),
    Part("delivered", _("Delivered"), Q(state=State.DELIVERED)),
    Part(
        "another-way",
        _("Did not arrive, but went again or another way"),
        Q(state__in=DID_NOT_ARRIVE) & Q(GOES_ANOTHER_WAY),
    ),
    Part("held-back", _("Held back on purpose"), Q(state=State.SKIPPED)),
)
PARTS = {part.code: part for part in (*NEEDS_SOMEBODY, *THE_REST)}


def messages_of(
    user: User, now: datetime, *, subjects: Collection[str] | None = None
) -> MessageQuerySet:
    """What the viewer's services sent or meant to send in the last 30 days."""
    found = Message.objects.of_services(services_of(user)).filter(created_at__gt=now - LATELY)
    if subjects is not None:
        found = found.filter(subject__in=list(subjects))
    return without_words(found.exclude(UNWANTED))


def without_words(messages: MessageQuerySet) -> MessageQuerySet:
    """Rows as staff may see them: neither what was said nor where it went."""
    return messages.select_related("recipient").defer("rendered", "rendered_subject", "to", "facts")


def counts(messages: MessageQuerySet) -> dict[str, int]:
    """How many messages are in each part: one query."""
    whens = [When(part.shows, then=Value(part.code)) for part in PARTS.values()]
    part = Case(*whens, default=Value(""), output_field=CharField())
    rows = messages.annotate(part=part).values_list("part").annotate(Count("pk")).order_by()
    return {**dict.fromkeys(PARTS, 0), **dict(rows)}


def copies(messages: Sequence[Message]) -> dict[Any, list[Message]]:
    """The other copies of each of these messages, oldest first: one query for any number."""
    asked = {key(message): message.pk for message in messages if message.subject}
    found = without_words(
        Message.objects.filter(
            subject__in={subject for _kind, subject, _version, _who in asked},
            kind__in={kind for kind, _subject, _version, _who in asked},
            version__in={version for _kind, _subject, version, _who in asked},
            recipient__in={who for _kind, _subject, _version, who in asked},
        )
    ).exclude(UNWANTED)
    by_key: dict[Any, list[Message]] = defaultdict(list)
    for copy in found.order_by("created_at", "pk") if asked else ():
        by_key[key(copy)].append(copy)
    return {
        message.pk: [copy for copy in by_key[key(message)] if copy.pk != message.pk]
        for message in messages
    }


def key(message: Message) -> tuple[str, str, int, Any]:
    """What makes two messages copies of each other."""
    return message.kind, message.subject, message.version, message.recipient_id


def hidden_kinds() -> set[str]:
    """Kinds whose name alone tells what somebody did; staff do not see whose they are."""
    return {kind.code for kind in kinds.all_kinds() if kind.hides_person}
