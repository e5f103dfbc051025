"""What staff see of the messages of their services: what waits, what is in doubt, what failed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followon.people.models import PainService, User
from followon.people.queries.staff import services_of

from ..gate import HELD_BACK
from ..models import Channel, Message, State
from ..models.message import MessageQuerySet

SHOWN = 50
LATELY = timedelta(days=30)
SENT_STATES = (State.SENDING, State.SENT, State.DELIVERED)


@dataclass(frozen=True)
class Section:
    """One part of the page: the newest rows, and how many there are."""

    code: str
    title: object
    rows: list[Message]
    count: int


SECTIONS = (
    ("failed", _("Could not be delivered"), (State.FAILED, State.UNDELIVERABLE)),
    ("unknown", _("In doubt"), (State.UNKNOWN,)),
    ("queued", _("Waiting to be sent"), (State.QUEUED,)),
    ("skipped", _("Not sent, on purpose"), (State.SKIPPED,)),
)


def sections(user: User, now: datetime) -> list[Section]:
    """The messages of the viewer's services of the last 30 days, by what became of them.

    A reminder that nobody needs any more is left out: it would tell who said that they do not come.
    """
    shown = _of(user, now).exclude(Q(state=State.SKIPPED) & ~Q(reason__in=HELD_BACK))
    return [
        Section(code, title, list(rows[:SHOWN]), rows.count())
        for code, title, states in SECTIONS
        for rows in [shown.filter(state__in=states).order_by("-created_at", "pk")]
    ]


def sent_lately(user: User, now: datetime) -> dict[str, int]:
    """How many left in the last 30 days by channel."""
    sent = _of(user, now).filter(state__in=SENT_STATES)
    return {channel: sent.filter(channel=channel).count() for channel in Channel.values}


def services(user: User) -> list[PainService]:
    return list(services_of(user))


def _of(user: User, now: datetime) -> MessageQuerySet:
    """Without the words of the messages and without where they went."""
    return (
        Message.objects.of_services(services_of(user))
        .filter(created_at__gt=now - LATELY)
        .select_related("recipient")
        .defer("rendered", "rendered_subject", "to", "facts")
    )
