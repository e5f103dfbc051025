"""The marks by which silence is noticed."""

from datetime import datetime

from ..models import Heartbeat

PLAN, CLAIM, SEND = "plan", "claim", "send"


def leave_mark(name: str, *, now: datetime) -> None:
    """This part of the machine has just worked; marks only go forward."""
    if not Heartbeat.objects.filter(name=name).update(at=now):
        Heartbeat.objects.bulk_create([Heartbeat(name=name, at=now)], ignore_conflicts=True)
