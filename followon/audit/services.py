"""Writing to the audit trail."""

from datetime import datetime
from typing import Any, Protocol

from django.db import models, transaction

from .models import AuditEvent


class Actor(Protocol):
    """Whoever did it: anything with a primary key."""

    @property
    def pk(self) -> Any: ...


def record(
    verb: str,
    subject: models.Model,
    *,
    by: Actor | None,
    now: datetime,
    service: Actor | None = None,
    **facts: str | int | bool | list[str] | None,
) -> AuditEvent:
    """Write one event in the caller's transaction; `by=None` means the system itself.

    `facts` hold ids, states and counts, never a name, number, address or free text.
    Raises RuntimeError outside a transaction: the event stands or falls with its change.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"audit.record({verb!r}) was called outside a transaction.")
    return AuditEvent.objects.create(
        at=now,
        actor=str(by.pk) if by is not None else "system",
        service=str(service.pk) if service is not None else "",
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject=str(subject.pk),
        facts=facts,
    )
