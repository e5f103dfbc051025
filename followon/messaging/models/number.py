from __future__ import annotations

from django.db import models

from followon.people.models import PainService


class TextNumber(models.Model):
    """A number at which one service alone takes texts; a number that all share has no row."""

    number = models.CharField(max_length=20, primary_key=True)
    service = models.ForeignKey(PainService, on_delete=models.CASCADE, related_name="text_numbers")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"a number of {self.service_id}"
