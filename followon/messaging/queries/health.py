"""Whether planning and claiming go on."""

from datetime import datetime, timedelta

from ..models import Heartbeat

SILENCE = timedelta(minutes=5)
NEEDED = ("plan", "claim")


def silent_parts(now: datetime) -> list[str]:
    """The parts that left no mark for five minutes; [] when all goes well."""
    marks = dict(Heartbeat.objects.values_list("name", "at"))
    return [name for name in NEEDED if name not in marks or now - marks[name] > SILENCE]
