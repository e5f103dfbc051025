"""The messages that programmes send: the question, the thanks for a no, and a new link."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followon.messaging.kinds import Kind, register
from followon.messaging.models import Message
from followon.messaging.wording import shorten

from .asking import INVITATION, NEW_LINK, THANK_YOU
from .models import Participant, Wish
from .queries.invitations import participants_in
from .services.invitations import mint_questions


def load(messages: Sequence[Message], now: datetime) -> dict[str, Participant]:
    """Whom these messages are about, in one query."""
    return participants_in(message.subject for message in messages)


def participant_of(message: Message) -> Participant | None:
    """Whom it is about; None for somebody who was erased since."""
    known: dict[str, Participant] | None = message.prepared
    return (participants_in([message.subject]) if known is None else known).get(message.subject)


def asked_about(message: Message) -> Participant:
    """The participant; raises LookupError for one who was erased since."""
    participant = participant_of(message)
    if participant is None:
        raise LookupError(f"Message {message.pk} is about a participant who is gone.")
    return participant


def words(message: Message, now: datetime) -> dict[str, Any]:
    """First name, service and a fresh link: what all the templates ask for."""
    participant = asked_about(message)
    minted = mint_questions(participant, now, contact=message.contact)
    return {
        "first_name": shorten(participant.user.preferred_name),
        "service": participant.programme.service,
        "link": settings.BASE_URL.rstrip("/") + reverse("pmp:questions", args=[minted.token]),
    }


def invitation_still_wanted(message: Message, now: datetime) -> str:
    participant = participant_of(message)
    if participant is None or participant.withdrawn_at is not None:
        return _("no longer on the programme")
    return _("has said not for me") if participant.wish == Wish.NO else ""


def thanks_still_wanted(message: Message, now: datetime) -> str:
    participant = participant_of(message)
    if participant is None or participant.withdrawn_at is not None:
        return _("no longer on the programme")
    return "" if participant.wish == Wish.NO else _("has changed their mind")


def link_still_wanted(message: Message, now: datetime) -> str:
    participant = participant_of(message)
    if participant is None or participant.withdrawn_at is not None:
        return _("no longer on the programme")
    return ""


def register_kinds() -> None:
    """Called once, when the app is ready."""
    register(
        Kind(
            code=INVITATION,
            context=words,
            label=gettext_lazy("Invitation"),
            still_wanted=invitation_still_wanted,
            prepare=load,
        )
    )
    register(
        Kind(
            code=THANK_YOU,
            context=words,
            label=gettext_lazy("Thanks for answering"),
            still_wanted=thanks_still_wanted,
            prepare=load,
            counts_to_cap=False,
        )
    )
    register(
        Kind(
            code=NEW_LINK,
            context=words,
            label=gettext_lazy("New link to the questions"),
            still_wanted=link_still_wanted,
            prepare=load,
            counts_to_cap=False,
        )
    )
