from __future__ import annotations

from datetime import datetime

from django.db import models


class LookQuerySet(models.QuerySet["Look"]):
    def due(self, now: datetime) -> LookQuerySet:
        """Whose moment has come, the longest waiting first."""
        return self.filter(at__lte=now).order_by("at", "subject")


class Look(models.Model):
    """When planning looks at one thing next: of itself nothing of it can become due before.

    What has nothing more to come has no row.
    """

    subject = models.CharField(
        max_length=64, primary_key=True, help_text="What to look at: 'noun:id'."
    )
    at = models.DateTimeField()

    objects = LookQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["at", "subject"], name="look_due")]

    def __str__(self) -> str:
        return f"{self.subject} at {self.at:%Y-%m-%d %H:%M}"
