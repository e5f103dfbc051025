from __future__ import annotations

from django.conf import settings
from django.db import models

from groups.models import Group

from .programme import Programme


class Handover(models.Model):
    """That a programme's participants became a follow-on group: when and by whom."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="handovers")
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="handover")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.programme_id} → {self.group_id}"
