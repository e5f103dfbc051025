from __future__ import annotations

from django.db import models


class Receipt(models.Model):
    """What a provider told us about a message, as it came; worked on afterwards."""

    provider = models.CharField(max_length=10)
    dedupe_key = models.CharField(max_length=160, unique=True)
    reference = models.CharField(max_length=80)
    status = models.CharField(max_length=40)
    happened_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    worked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["received_at"],
                name="receipt_unworked",
                condition=models.Q(worked_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.status} {self.reference}"
