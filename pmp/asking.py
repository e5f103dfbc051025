"""The names under which participants are asked: message kinds, links and what they are about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from .models import Participant, Programme

INVITATION = "invitation"
THANK_YOU = "thank_you"
PROGRAMME_NAMED = "programme_named"
TEAM_WEEK = "team_week"
NEW_LINK = "new_link"
# The purpose of every link that opens the questions, and how long it brings people back.
QUESTIONS = "questions"
LINK_LASTS = timedelta(days=365)


def letter_subject(participant: Participant) -> str:
    """What messages, and the links in them, are about."""
    return f"participant:{participant.pk}"


def slip_subject(participant: Participant) -> str:
    """What printed links are about: a new slip ends the old one, and no message's link."""
    return f"slip:{participant.pk}"


def programme_subject(programme: Programme) -> str:
    """What messages to a programme's volunteers are about."""
    return f"programme:{programme.pk}"


def team_subject(service_id: UUID) -> str:
    """What the team's weekly note is about."""
    return f"team:{service_id}"
