from __future__ import annotations

from django.conf import settings
from django.db import models

from .programme import Programme


class Tick(models.Model):
    """That somebody of the team did one of the tasks of the last sessions."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="ticks")
    code = models.CharField(max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="one_tick_per_task")
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.programme_id}"
