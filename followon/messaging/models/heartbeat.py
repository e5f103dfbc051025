from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """The mark that planning, claiming and sending leave, so that silence is noticed."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"
