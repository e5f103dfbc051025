"""Messages whose time has passed: after an outage there may be thousands, so all at once."""

from datetime import datetime

from ..models import Message, State

TOO_LATE = "Too late to be of use"


def skip_stale(*, now: datetime) -> int:
    """Skip every queued message whose last moment has passed; how many there were."""
    return Message.objects.filter(state=State.QUEUED, send_before__lte=now).update(
        state=State.SKIPPED, reason=TOO_LATE, finished_at=now
    )
