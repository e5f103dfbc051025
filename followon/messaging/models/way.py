from __future__ import annotations

from django.db import models

from followon.people.models import PainService

from .message import Channel


class WayOrder(models.Model):
    """The ways that a service's messages take on one channel; no row: as the settings say."""

    service = models.ForeignKey(PainService, on_delete=models.CASCADE, related_name="way_orders")
    channel = models.CharField(max_length=5, choices=Channel)
    names = models.CharField(max_length=60, help_text="The first choice first: 'notify,twilio'.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "channel"], name="one_order_per_channel")
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.names}"


class Way(models.Model):
    """How one way of sending does: here, so that every worker knows when it is set aside."""

    channel = models.CharField(max_length=5, choices=Channel)
    name = models.CharField(max_length=10)
    failures = models.PositiveIntegerField(default=0, help_text="In a row, for reasons of its own.")
    rests = models.PositiveSmallIntegerField(
        default=0, help_text="Times set aside since it last took something on."
    )
    reason = models.CharField(max_length=120, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    set_aside_until = models.DateTimeField(null=True, blank=True)
    problems = models.JSONField(default=list, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    texts_asked_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was last asked for texts that came in."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "name"], name="one_row_per_way")]

    def __str__(self) -> str:
        return f"{self.channel} by {self.name}"
