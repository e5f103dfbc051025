"""How the asking of each participant stands."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from followon.messaging.models import Message
from followon.people.models import PersonalLink

from ..asking import INVITATION, QUESTIONS, letter_subject, slip_subject
from ..models import Participant


def participant_in(subject: str) -> Participant | None:
    """Whom a message or a link about 'participant:<id>' or 'slip:<id>' is about."""
    return participants_in([subject]).get(subject)


def participants_in(subjects: Iterable[str]) -> dict[str, Participant]:
    """Whom each of these is about, if they are still there; one query."""
    keys = {subject: _key(subject) for subject in subjects}
    found = Participant.objects.select_related("user", "programme__site__service").in_bulk(
        {key for key in keys.values() if key is not None}
    )
    return {subject: found[key] for subject, key in keys.items() if key in found}


def _key(subject: str) -> UUID | None:
    try:
        return UUID(subject.partition(":")[2])
    except ValueError:
        return None


def last_version(participant: Participant) -> int:
    """The number of the newest invitation; -1 before the first."""
    sent = Message.objects.filter(subject=letter_subject(participant), kind=INVITATION)
    newest = sent.aggregate(newest=Max("version"))["newest"]
    return -1 if newest is None else int(newest)


def newest_invitations(participants: Iterable[Participant]) -> dict[UUID, list[Message]]:
    """The messages of each participant's newest invitation, one a channel; one query."""
    by_subject = {letter_subject(one): one.pk for one in participants}
    newest: dict[UUID, list[Message]] = {key: [] for key in by_subject.values()}
    sent = Message.objects.filter(subject__in=by_subject, kind=INVITATION)
    for message in sent.order_by("version", "channel"):
        messages = newest[by_subject[message.subject]]
        if messages and messages[0].version != message.version:
            messages.clear()
        messages.append(message)
    return newest


def with_slips(participants: Collection[Participant], now: datetime) -> set[UUID]:
    """Those for whom a slip was printed that still works; one query."""
    by_subject = {slip_subject(one): one.pk for one in participants}
    users = [one.user_id for one in participants]  # the index begins with them
    live = PersonalLink.objects.live(now).filter(
        user__in=users, purpose=QUESTIONS, subject__in=by_subject
    )
    return {by_subject[subject] for subject in live.values_list("subject", flat=True)}
