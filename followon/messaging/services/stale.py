"""Messages whose time has passed: after an outage there may be thousands, so all at once."""

from datetime import datetime

from ..gate import TOO_LATE
from ..models import Message, State


def skip_stale(*, now: datetime) -> int:
    """Skip every queued message whose last moment has passed; how many there were."""
    return Message.objects.filter(state=State.QUEUED, send_before__lte=now).update(
        state=State.SKIPPED, reason=TOO_LATE, finished_at=now
    )
