"""Asking each participant in private: by text or e-mail, or with a slip of paper."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from followon.audit.services import record
from followon.messaging.models import Message, State
from followon.messaging.services.outbox import enqueue
from followon.people.models import Contact, User
from followon.people.services.links import Minted, mint, revoke

from ..asking import INVITATION, LINK_LASTS, QUESTIONS, letter_subject, slip_subject
from ..models import Participant, Programme, Wish
from ..queries.invitations import last_version

# An invitation that could not leave for so long comes too late.
USEFUL = timedelta(days=14)
ON_THE_WAY = (State.QUEUED, State.SENDING)


@dataclass(frozen=True)
class Invited:
    """Who was asked by a message, and who has nothing that a message could reach."""

    asked: tuple[Participant, ...]
    not_reached: tuple[Participant, ...]


@dataclass(frozen=True)
class Slip:
    """What is printed for one person; the token and the code are known here and nowhere else."""

    participant: Participant
    token: str = field(repr=False)
    code: str = field(repr=False)


@transaction.atomic
def invite_all(*, programme: Programme, by: User | None, now: datetime) -> Invited:
    """Ask everybody who was neither asked nor has answered; doing it twice asks nobody twice."""
    asked: list[Participant] = []
    not_reached: list[Participant] = []
    waiting = programme.participants.taking_part().filter(wish="", invited_at__isnull=True)
    for participant in waiting.select_related("user").order_by("user__full_name", "pk"):
        sent = _ask(participant, programme, version=0, now=now)
        (asked if sent else not_reached).append(participant)
    record(
        "programme.invited", programme, by=by, now=now, service=programme.service, asked=len(asked)
    )
    return Invited(tuple(asked), tuple(not_reached))


@transaction.atomic
def resend(*, participant: Participant, by: User | None, now: datetime) -> list[Message]:
    """Ask one person again with a new link; [] when no message can reach them.

    While the last asking has not left there is no other: a button is pressed twice easily. Raises
    ValueError when they said no or left the programme.
    """
    if not may_be_asked(participant):
        raise ValueError(f"Participant {participant.pk} is not to be asked again.")
    programme = participant.programme
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    on_the_way = Message.objects.filter(
        subject=letter_subject(participant), kind=INVITATION, state__in=ON_THE_WAY
    )
    if on_the_way.exists():
        return list(on_the_way)
    sent = _ask(participant, programme, version=last_version(participant) + 1, now=now)
    record("participant.invited_again", participant, by=by, now=now, service=programme.service)
    return sent


def may_be_asked(participant: Participant) -> bool:
    """Still in the programme, and has not said "not for me"."""
    return participant.withdrawn_at is None and participant.wish != Wish.NO


def _ask(
    participant: Participant, programme: Programme, *, version: int, now: datetime
) -> list[Message]:
    sent = enqueue(
        kind=INVITATION,
        recipient=participant.user,
        service=programme.service,
        subject=letter_subject(participant),
        version=version,
        send_before=now + USEFUL,
        now=now,
    )
    if sent:
        participant.invited_at = now
        participant.save(update_fields=["invited_at"])
    return sent


def mint_questions(
    participant: Participant, now: datetime, *, contact: Contact | None = None
) -> Minted:
    """A link for a message, which goes to that contact."""
    return mint(
        user=participant.user,
        purpose=QUESTIONS,
        subject=letter_subject(participant),
        lasts=LINK_LASTS,
        contact=contact,
        now=now,
    )


@transaction.atomic
def make_slips(
    *, programme: Programme, participants: Iterable[Participant], by: User, now: datetime
) -> list[Slip]:
    """New codes and links to print; slips that were printed before stop working."""
    slips = [_slip(participant, now) for participant in participants]
    record(
        "programme.slips_made", programme, by=by, now=now, service=programme.service, n=len(slips)
    )
    return slips


def _slip(participant: Participant, now: datetime) -> Slip:
    user, subject = participant.user, slip_subject(participant)
    revoke(user=user, purpose=QUESTIONS, subject=subject, now=now)
    minted = mint(
        user=user, purpose=QUESTIONS, subject=subject, lasts=LINK_LASTS, now=now, with_code=True
    )
    return Slip(participant, minted.token, minted.code)
