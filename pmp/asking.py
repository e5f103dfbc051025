"""The names under which participants are asked: message kinds, links and what they are about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Participant

INVITATION = "invitation"
THANK_YOU = "thank_you"
# The purpose of every link that opens the questions, and how long it brings people back.
QUESTIONS = "questions"
LINK_LASTS = timedelta(days=365)


def letter_subject(participant: Participant) -> str:
    """What messages, and the links in them, are about."""
    return f"participant:{participant.pk}"


def slip_subject(participant: Participant) -> str:
    """What printed links are about: a new slip ends the old one, and no message's link."""
    return f"slip:{participant.pk}"
