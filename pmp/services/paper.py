"""Answers that somebody keys in for a participant."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.db import transaction

from followon.people.models import User

from ..models import Participant
from .answers import finish, note_agreement


class Savable(Protocol):
    """A question with a valid answer."""

    def save(self, *, by: User, now: datetime) -> None: ...


@transaction.atomic
def save_paper(
    *, participant: Participant, forms: Iterable[Savable], by: User, now: datetime
) -> None:
    """Save every answer and that the person agreed, all or nothing."""
    for form in forms:
        form.save(by=by, now=now)
    note_agreement(participant=participant, by=by, now=now)
    finish(participant=participant, by=by, now=now)
