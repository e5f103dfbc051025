"""The reminders and questions of the last weeks, planned and sent day by day as they would be."""

from datetime import datetime, timedelta

from followon.messaging.services.planning import plan
from followon.messaging.services.sending import send_due

DAYS = 14


def recent_messages(*, now: datetime) -> None:
    """Run the planner at ten and at four on each of the last days."""
    for days_ago in range(DAYS, -1, -1):
        for hour in (10, 16):
            moment = (now - timedelta(days=days_ago)).replace(hour=hour, minute=0)
            if moment <= now:
                plan(now=moment)
                send_due(now=moment)
    send_due(now=now)
