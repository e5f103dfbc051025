"""What time alone changes: dates nobody spoke of, rests that are over, health to look at again."""

import logging
from datetime import datetime, timedelta

from ..local_time import local_day
from ..models import Meeting, MeetingState, Pause
from .health import sweep_health
from .pauses import end_pause
from .reports import give_up_asking

log = logging.getLogger(__name__)

ASKED_LONG_ENOUGH = timedelta(days=7)
AT_ONCE = 500


def sweep(*, now: datetime) -> None:
    """Everything that has come of age; run every few minutes, twice does no harm."""
    settle_silent_dates(now=now)
    end_rests(now=now)
    sweep_health(now=now, most=AT_ONCE)


def settle_silent_dates(*, now: datetime) -> int:
    """Dates of a week ago and more of which nobody has said anything stay just that."""
    silent = Meeting.objects.filter(
        state=MeetingState.BOOKED, starts_at__lte=now - ASKED_LONG_ENOUGH
    )
    return sum(give_up_asking(meeting=meeting, now=now) for meeting in silent[:AT_ONCE])


def end_rests(*, now: datetime) -> int:
    """Groups whose day of return has come are back."""
    tomorrow = (now + timedelta(days=1)).date()
    due = Pause.objects.filter(ended_on__isnull=True, until__lte=tomorrow)
    count = 0
    for pause in due.select_related("group")[:AT_ONCE]:
        if pause.until <= local_day(now, pause.group.zone):
            count += end_pause(group=pause.group, by=None, now=now) is not None
    return count
