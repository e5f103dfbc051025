"""Ticking the tasks of the last sessions."""

from datetime import datetime

from django.db import transaction

from followon.audit.services import record
from followon.people.models import User

from ..checklist import BY_CODE
from ..models import Programme, Tick


@transaction.atomic
def tick(*, programme: Programme, code: str, by: User, now: datetime) -> bool:
    """Somebody did it; False when it was ticked already.

    Raises ValueError for a task that there is not, or that ticks itself.
    """
    _check(code)
    made = Tick(programme=programme, code=code, by=by, at=now)
    if Tick.objects.filter(programme=programme, code=code).exists():
        return False
    Tick.objects.bulk_create([made], ignore_conflicts=True)
    _record("programme.task_ticked", programme, code, by, now)
    return True


@transaction.atomic
def untick(*, programme: Programme, code: str, by: User, now: datetime) -> bool:
    """It is still to do; False when it was not ticked. Raises ValueError as `tick` does."""
    _check(code)
    gone, _rows = Tick.objects.filter(programme=programme, code=code).delete()
    if gone:
        _record("programme.task_unticked", programme, code, by, now)
    return bool(gone)


def _check(code: str) -> None:
    if code not in BY_CODE or BY_CODE[code].is_automatic:
        raise ValueError(f"No task {code!r} that a person ticks.")


def _record(verb: str, programme: Programme, code: str, by: User, now: datetime) -> None:
    record(verb, programme, by=by, now=now, service=programme.service, task=code)
