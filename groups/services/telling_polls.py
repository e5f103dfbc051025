"""Which messages go out with a poll, to whom: always in the change's own transaction."""

from datetime import datetime, timedelta
from typing import Any

from followon.messaging.kinds import Due
from followon.messaging.services.outbox import enqueue, enqueue_each
from followon.people.models import Contact, User

from ..local_time import local_day
from ..models import Membership, Poll

OFF_STANDS = timedelta(days=2)
NOTED_STANDS = timedelta(hours=12)


def opened(poll: Poll, *, by: User | None, now: datetime) -> None:
    """Ask everybody but the one who opened or changed it, who sees it on the page."""
    _tell(poll, "poll_opened", poll.closes_at, by=by, now=now)


def dropped(poll: Poll, *, by: User | None, now: datetime) -> None:
    """Tell everybody that nobody needs to answer any more."""
    _tell(poll, "poll_off", now + OFF_STANDS, by=by, now=now)


def noted(
    poll: Poll, *, to: User, contact: Contact | None, now: datetime, facts: dict[str, Any]
) -> None:
    """Say back what was understood of a text; it is about nothing itself, as for a meeting."""
    enqueue(
        kind="poll_noted",
        recipient=to,
        service=poll.group.service,
        now=now,
        facts={"poll": str(poll.pk), **facts},
        dedupe=f"{poll.pk}:{now.isoformat()}",
        contact=contact,
        send_before=now + NOTED_STANDS,
    )


def _tell(poll: Poll, kind: str, before: datetime, *, by: User | None, now: datetime) -> None:
    members = Membership.objects.open().filter(group=poll.group_id)
    awake = members.awake(local_day(now, poll.group.zone)).order_by("joined_at", "pk")
    enqueue_each(
        kind=kind,
        dues=[
            Due(poll.group.service_id, person, f"poll:{poll.pk}", poll.version, before)
            for person in awake.values_list("user_id", flat=True)
            if by is None or person != by.pk
        ],
        now=now,
    )
