"""From a code that somebody typed to a link of their own."""

from datetime import datetime

from django.db import transaction

from followon.people.models import PersonalLink
from followon.people.services.links import mark_used, mint


@transaction.atomic
def open_questions(*, link: PersonalLink, now: datetime) -> str:
    """A new token for the slip's questions, because only its hash is stored; it ends with it."""
    mark_used(link=link, now=now)
    minted = mint(
        user=link.user,
        purpose=link.purpose,
        subject=link.subject,
        lasts=link.expires_at - now,
        now=now,
    )
    return minted.token
