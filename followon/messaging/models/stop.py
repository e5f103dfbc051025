from __future__ import annotations

from django.db import models


class Stop(models.Model):
    """Somebody's word that nothing more should come; `ended_at` is set when they take it back."""

    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"stop since {self.started_at:%Y-%m-%d}"


class TextStop(Stop):
    """A number that said STOP; START ends it."""

    number = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_stop_per_number",
            )
        ]


class EmailStop(Stop):
    """An address whose owner followed the link at the foot of an e-mail."""

    address = models.CharField(max_length=254)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_stop_per_address",
            )
        ]
