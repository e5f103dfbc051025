"""Group by group, how the messages of the last 30 days fared."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from followon.messaging.models import State
from followon.messaging.queries.failures import DID_NOT_ARRIVE, messages_of
from followon.people.models import User

from .messages import about_what


@dataclass(frozen=True)
class Delivery:
    """One group's messages; `known` are those of which we know whether they arrived."""

    group_id: Any
    name: str
    due: int
    delivered: int
    sent: int
    failed: int
    held_back: int

    @property
    def known(self) -> int:
        return self.delivered + self.failed

    @property
    def percent(self) -> int | None:
        """Delivered, of what is known; None where nothing is."""
        return round(100 * self.delivered / self.known) if self.known else None


def by_group(user: User, now: datetime) -> list[Delivery]:
    """Every group that something was due for, by name: at most five queries."""
    found = messages_of(user, now).exclude(subject="")
    rows = list(found.values_list("subject", "state").annotate(Count("pk")).order_by())
    about = about_what({subject for subject, _state, _count in rows})
    counts: dict[tuple[Any, str], Counter[str]] = {}
    for subject, state, count in rows:
        what = about.get(subject)
        if what is not None and what.group_id is not None:
            states = counts.setdefault((what.group_id, what.name), Counter())
            states[state] += count
    return sorted(
        (_delivery(group_id, name, states) for (group_id, name), states in counts.items()),
        key=lambda delivery: (delivery.name, str(delivery.group_id)),
    )


def _delivery(group_id: Any, name: str, states: Counter[str]) -> Delivery:
    return Delivery(
        group_id=group_id,
        name=name,
        due=states.total(),
        delivered=states[State.DELIVERED],
        sent=states[State.SENT],
        failed=sum(states[state] for state in DID_NOT_ARRIVE),
        held_back=states[State.SKIPPED],
    )
