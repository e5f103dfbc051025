from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from followon.people.models import PainService


class TextBudget(models.Model):
    """What a service pays for a text, and what it means to spend on them in a month at most."""

    service = models.OneToOneField(
        PainService, on_delete=models.CASCADE, primary_key=True, related_name="text_budget"
    )
    pence = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="For each fragment; empty: as the settings say.",
    )
    pounds_a_month = models.PositiveIntegerField(
        null=True, blank=True, help_text="Empty: no limit."
    )

    def __str__(self) -> str:
        return f"texts of {self.service_id}"
