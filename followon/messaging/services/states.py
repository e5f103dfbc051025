"""Moving a message from state to state: forward only, and only by whoever comes first."""

from datetime import datetime
from typing import Any

from ..models import FINAL_STATES, NEXT_STATES, Message, State


def before(state: str) -> list[str]:
    """The states from which a message may come into this one."""
    return [earlier for earlier, later in NEXT_STATES.items() if state in later]


def advance(
    message: Message,
    state: State,
    *,
    now: datetime,
    lease: datetime | None = None,
    **fields: Any,
) -> bool:
    """Move it on; False when it is not where it could come from, or the lease is another's."""
    rows = Message.objects.filter(pk=message.pk, state__in=before(state))
    if lease is not None:
        rows = rows.filter(state=State.SENDING, lease_until=lease)
    if state in FINAL_STATES:
        fields = {"finished_at": now, "look_at": None, **fields}
    if state != State.SENDING:
        fields["lease_until"] = None
    if "secret" in message.facts and (state == State.SENT or state in FINAL_STATES):
        # A sign-in code has no business in the row once it has left.
        fields["facts"] = {name: fact for name, fact in message.facts.items() if name != "secret"}
    if "reason" in fields:
        fields["reason"] = fields["reason"][:120]
    moved = rows.update(state=state, **fields) == 1
    if moved:
        message.state = state
        for name, value in fields.items():
            setattr(message, name, value)
    return moved
