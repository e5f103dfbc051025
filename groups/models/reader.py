from __future__ import annotations

from django.conf import settings
from django.db import models

from followon.people.models import STAFF_ROLES, PainService


class ReaderQuerySet(models.QuerySet["Reader"]):
    def named(self) -> ReaderQuerySet:
        """Readers who still work for the service, in the order in which they are told."""
        return self.filter(
            user__posts__service=models.F("service"),
            user__posts__ended_at__isnull=True,
            user__posts__role__in=STAFF_ROLES,
        ).order_by("service", "position")


class Reader(models.Model):
    """Somebody of the staff who reads a service's concerns, and as which they are told."""

    service = models.ForeignKey(PainService, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reads_for"
    )
    position = models.PositiveSmallIntegerField()

    objects = ReaderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "user"], name="reader_once_per_service"),
            models.UniqueConstraint(
                fields=["service", "position"],
                name="one_reader_per_position",
                deferrable=models.Deferrable.DEFERRED,  # two change places in one transaction
            ),
        ]

    def __str__(self) -> str:
        return f"reader {self.position} of {self.service_id}"
