"""The audit trail: who did what, when. Written only, never read by a feature."""

import uuid

from django.db import models


class AuditEvent(models.Model):
    """One thing that somebody did; holds plain ids, so that it outlives what it speaks of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=64, help_text="A user's id, or 'system'.")
    service = models.CharField(max_length=64, blank=True, help_text="The pain service's id.")
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=64)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject", "at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind}:{self.subject}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Refuse to change an event that is already written."""
        if not self._state.adding:
            raise TypeError("An audit event is never changed: record another one.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Refuse to delete."""
        raise TypeError("An audit event is never deleted by a feature.")
