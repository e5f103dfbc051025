from __future__ import annotations

from django.db import models

from followon.people.models import PainService


class Area(models.Model):
    """A part of the service's region, as its team and its people call it."""

    service = models.ForeignKey(PainService, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(max_length=40)
    also = models.JSONField(
        default=list, blank=True, help_text="Other words and first halves of postcodes for it."
    )
    near = models.ManyToManyField("self", symmetrical=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "name"], name="area_named_once_per_service")
        ]

    def __str__(self) -> str:
        return self.name
