"""From the secret address of the questions to the participant whom it asks."""

from datetime import datetime

from followon.people.models import PersonalLink
from followon.people.models.link import hashed
from followon.people.queries.links import live_link

from ..asking import QUESTIONS
from ..models import Participant
from .invitations import participant_in


def participant_at(token: str, now: datetime) -> tuple[Participant, PersonalLink] | None:
    """Who is asked there; None where the link is over, was replaced or never was."""
    link = live_link(token, QUESTIONS, now)
    participant = participant_in(link.subject) if link else None
    if link is None or participant is None or participant.withdrawn_at is not None:
        return None
    return participant, link


def is_in_its_group(participant: Participant) -> bool:
    """Whether the asking has come to its end: handed over, and the person is in a group."""
    handed_over = participant.programme.is_handed_over
    return handed_over and participant.user.memberships.filter(left_at__isnull=True).exists()


def once_asked_at(token: str) -> Participant | None:
    """Who was asked there, so that a page about a link that is over can say whom to call."""
    link = PersonalLink.objects.filter(token_hash=hashed(token), purpose=QUESTIONS).first()
    return participant_in(link.subject) if link else None
