"""The secret address that a person's calendar reads."""

from datetime import datetime, timedelta

from django.db import transaction

from followon.audit import services as audit
from followon.people.models import PersonalLink, User
from followon.people.services import links

from ..queries.calendar import PURPOSE

# One that is read goes on; one that no calendar reads any more ends by itself.
LASTS = timedelta(days=400)
NOTED_EVERY = timedelta(hours=12)


@transaction.atomic
def make_address(*, user: User, now: datetime) -> str:
    """A new token, which is known here and nowhere else; the one before stops at once."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    links.revoke(user=user, purpose=PURPOSE, subject=PURPOSE, now=now)
    minted = links.mint(user=user, purpose=PURPOSE, subject=PURPOSE, lasts=LASTS, now=now)
    audit.record("calendar.address_made", user, by=user, now=now)
    return minted.token


@transaction.atomic
def close_address(*, user: User, now: datetime) -> bool:
    """No calendar reads the person's meetings any more; False when there was none."""
    closed = links.revoke(user=user, purpose=PURPOSE, subject=PURPOSE, now=now)
    if closed:
        audit.record("calendar.address_closed", user, by=user, now=now)
    return bool(closed)


def note_reading(*, link: PersonalLink, now: datetime) -> None:
    """That a calendar has read it, now and then: its owner sees that it works, and it lives on."""
    if link.last_used_at is not None and now - link.last_used_at < NOTED_EVERY:
        return
    live = PersonalLink.objects.live(now).filter(pk=link.pk)
    live.update(last_used_at=now, expires_at=now + LASTS)
