from __future__ import annotations

from datetime import datetime

from django.db import models


class WrongCodeQuerySet(models.QuerySet["WrongCode"]):
    def since(self, moment: datetime) -> WrongCodeQuerySet:
        return self.filter(at__gt=moment)


class WrongCode(models.Model):
    """One wrong guess at a printed code, so that guessing stops. Kept for a day."""

    source = models.CharField(max_length=64, help_text="Keyed hash of the network address.")
    at = models.DateTimeField()

    objects = WrongCodeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["source", "at"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"wrong code at {self.at:%Y-%m-%d %H:%M}"
