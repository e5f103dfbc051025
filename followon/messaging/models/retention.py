from __future__ import annotations

from django.conf import settings
from django.db import models

from followon.people.models import PainService


class RetentionPeriod(models.Model):
    """For how many days a service keeps one thing, where that is not the default."""

    service = models.ForeignKey(
        PainService, on_delete=models.CASCADE, related_name="retention_periods"
    )
    rule = models.CharField(max_length=30)
    days = models.PositiveIntegerField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "rule"], name="one_period_per_rule"),
            models.CheckConstraint(condition=models.Q(days__gt=0), name="kept_for_a_day_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.days} days"


class RetentionRun(models.Model):
    """That something was removed on schedule, and how much; never what."""

    rule = models.CharField(max_length=30)
    service = models.ForeignKey(
        PainService, on_delete=models.CASCADE, null=True, blank=True, related_name="retention_runs"
    )
    removed = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["service", "-at"], name="retention_run_latest")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.removed}"
