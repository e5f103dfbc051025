"""Promised contact not made (A8): who said yes, and whom nothing has reached."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from followon.messaging.models import Channel, Message, State
from followon.people.models import Contact, User
from groups.models import Meeting, Membership

from ..models import CLOSES, Participant, ReachingTry, Wish
from ..models.participant import ParticipantQuerySet

# A fortnight after the last session somebody who hears nothing thinks that nobody wanted them.
AFTER = timedelta(days=14)
# After a year a call would surprise more than it helps.
UNTIL = timedelta(days=365)
ARRIVED, UNSURE, FAILED, WAITING = "arrived", "unsure", "failed", "waiting"
OUTCOME = {
    State.DELIVERED: ARRIVED,
    State.SENT: UNSURE,
    State.UNKNOWN: UNSURE,
    State.FAILED: FAILED,
    State.UNDELIVERABLE: FAILED,
    State.QUEUED: WAITING,
    State.SENDING: WAITING,
}


@dataclass(frozen=True)
class Sent:
    """How many messages of one channel came to what."""

    channel: Channel
    outcome: str
    count: int


@dataclass(frozen=True)
class Promised:
    """One person who may be waiting in vain, and what was tried."""

    participant: Participant
    last_session: date
    sent: tuple[Sent, ...]
    tries: tuple[ReachingTry, ...]
    has_contact: bool


def promised(user: User, on: date) -> QuerySet[Participant]:
    """Who said yes, or is in the group, and is not known to have been reached; longest first."""
    return _not_reached(Participant.objects.visible_to(user), on)


def promised_by_service(services: Collection[Any], on: date) -> Counter[Any]:
    """How many there are in each of these services; one query."""
    rows = Participant.objects.filter(programme__site__service__in=services)
    found = _not_reached(rows, on).values_list("programme__site__service", "pk")
    return Counter(service_id for service_id, _pk in found)


def _not_reached(rows: ParticipantQuerySet, on: date) -> QuerySet[Participant]:
    reached = Contact.objects.usable().filter(user=OuterRef("user"), proven_at__isnull=False)
    closed = ReachingTry.objects.filter(participant=OuterRef("pk"), what__in=CLOSES)
    in_group = Membership.objects.open().filter(
        user=OuterRef("user"),
        group__handed__handover__programme=OuterRef("programme"),
        group__handed__handover__undone_at__isnull=True,
    )
    return (
        rows.taking_part()
        .annotate(last_session=Max("programme__sessions__date"))
        .filter(Q(wish=Wish.YES) | Exists(in_group))
        .filter(last_session__lte=on - AFTER, last_session__gt=on - UNTIL)
        .exclude(Exists(reached))
        .exclude(Exists(closed))
        .select_related("user", "programme__site__service")
        .order_by("last_session", "user__full_name", "pk")
    )


def next_date_of(participant: Participant, now: datetime) -> Meeting | None:
    """The next date of the group that the person came into; the town is for staff, no more."""
    groups = Membership.objects.open().filter(
        user=participant.user_id, group__handed__handover__programme=participant.programme_id
    )
    found = Meeting.objects.upcoming(now).filter(group__in=groups.values("group"))
    return found.select_related("place", "group").first()


def described(participants: list[Participant]) -> list[Promised]:
    """What was tried for each of them: three queries for any number."""
    people = {one.user_id for one in participants}
    sent: dict[Any, Counter[tuple[str, str]]] = {user: Counter() for user in people}
    messages = Message.objects.filter(recipient__in=people).exclude(state=State.SKIPPED)
    for user, channel, state in messages.values_list("recipient_id", "channel", "state"):
        sent[user][channel, OUTCOME[State(state)]] += 1
    with_contact = set(
        Contact.objects.usable().filter(user__in=people).values_list("user_id", flat=True)
    )
    tries: dict[Any, list[ReachingTry]] = {one.pk: [] for one in participants}
    for each in ReachingTry.objects.filter(participant__in=tries).order_by("at", "pk"):
        tries[each.participant_id].append(each)
    return [
        Promised(
            participant=one,
            last_session=one.last_session,  # type: ignore[attr-defined]
            sent=tuple(
                Sent(Channel(channel), outcome, count)
                for (channel, outcome), count in sorted(sent[one.user_id].items())
            ),
            tries=tuple(tries[one.pk]),
            has_contact=one.user_id in with_contact,
        )
        for one in participants
    ]
