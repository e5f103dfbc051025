from __future__ import annotations

from django.conf import settings
from django.db import models

from .group import Group


class Pause(models.Model):
    """An agreed rest of a whole group, with the day on which it means to be back."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="pauses")
    started_on = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("started_on")),
                name="a_pause_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=models.Q(ended_on__isnull=True),
                name="one_open_pause_per_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} until {self.until}"
