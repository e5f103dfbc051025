"""What the queue of concerns sends: that a note came in, and that something waits. No detail."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from followon.messaging.kinds import Due, Hours, Kind, Urgency, register
from followon.messaging.models import Message
from followon.people.models import StaffPost

from ..escalation import Unread, told_by
from ..models import Concern
from ..queries.concerns import unread_among
from ..queries.readers import leads, reader_ids
from ..queries.unassigned import count_unassigned
from .contexts import page


def register_concern_kinds() -> None:
    """Both leave at any hour; what staff are told ignores how they like to be reached."""
    register(
        Kind(
            "concern_received",
            received,
            label=_("A note was received"),
            hides_person=True,
            hours=Hours.ANY,
            counts_to_cap=False,
            urgency=Urgency.SAFETY,
        )
    )
    register(
        Kind(
            "concern_waiting",
            waiting,
            label=_("Something waits to be read"),
            still_wanted=still_unread,
            hours=Hours.ANY,
            counts_to_cap=False,
            ignores_choice=True,
            plan=plan,
            prepare=load,
            urgency=Urgency.SAFETY,
        )
    )

    register(
        Kind(
            "texts_unassigned",
            waiting_for_operator,
            label=_("Texts that belong to no service"),
            still_wanted=still_unassigned,
            prepare=count_waiting,
            hours=Hours.ANY,
            counts_to_cap=False,
            urgency=Urgency.SAFETY,
        )
    )


def waiting_for_operator(message: Message, now: datetime) -> dict[str, Any]:
    """How many texts wait for whoever runs this site."""
    return {"count": message.prepared or count_unassigned()}


def count_waiting(messages: Sequence[Message], now: datetime) -> int:
    """The same for all of these messages."""
    return count_unassigned()


def still_unassigned(message: Message, now: datetime) -> str:
    """While any text belongs to no service."""
    count = count_unassigned() if message.prepared is None else message.prepared
    return "" if count else "all are assigned"


def received(message: Message, now: datetime) -> dict[str, Any]:
    """Where to sign in; the address of the page itself would say what it is about."""
    return {"link": page("home")}


def waiting(message: Message, now: datetime) -> dict[str, Any]:
    """Where to sign in."""
    return {"link": page("home")}


@dataclass(frozen=True)
class Waiting:
    """Which of the concerns are still unread, and who works where as staff."""

    unread: set[str]
    staff: set[tuple[Any, Any]]


def load(messages: Sequence[Message], now: datetime) -> Waiting:
    """For all these messages in two queries."""
    staff = StaffPost.objects.staff().filter(user__in={each.recipient_id for each in messages})
    return Waiting(
        unread=unread_among(concern_id(message) for message in messages),
        staff=set(staff.values_list("user_id", "service_id")),
    )


def still_unread(message: Message, now: datetime) -> str:
    """Until somebody has read it, and to whoever still works there."""
    known: Waiting = message.prepared or load([message], now)
    if concern_id(message) not in known.unread:
        return "it was read"
    is_staff = (message.recipient_id, message.service_id) in known.staff
    return "" if is_staff else "no longer works there"


def concern_id(message: Message) -> str:
    """The id of the concern that waits."""
    return message.subject.partition(":")[2]


def plan(now: datetime) -> Iterable[Due]:
    """Whoever is to be told of a concern that nobody has read: three queries for any number."""
    known = Concern.objects.new().filter(service__isnull=False)
    concerns = list(known.defer("words").select_related("service"))
    if not concerns:
        return
    readers = reader_ids({concern.service_id for concern in concerns})
    lead_ids: dict[Any, list[Any]] = defaultdict(list)
    for service_id, user_id in leads():
        lead_ids[service_id].append(user_id)
    for concern in concerns:
        service_id = concern.service_id
        facts = _facts(concern, readers.get(service_id, []), lead_ids[service_id])
        for user_id in told_by(facts, now):
            yield Due(
                service_id=service_id,
                recipient_id=user_id,
                subject=f"concern:{concern.pk}",
                version=0,
                send_before=None,
            )


def _facts(concern: Concern, readers: list[Any], lead_ids: list[Any]) -> Unread:
    return Unread(
        raised_at=concern.raised_at,
        due_at=concern.due_at,
        is_high=concern.is_high,
        zone=concern.service.zone if concern.service else settings.TIME_ZONE,
        readers=tuple(readers),
        leads=tuple(lead_ids),
    )
