from __future__ import annotations

from django.conf import settings
from django.db import models

from followon.people.models import PainService


class PriorityWords(models.Model):
    """One version of the phrases that a service adds to ours; the newest counts."""

    service = models.ForeignKey(
        PainService, on_delete=models.CASCADE, related_name="priority_words"
    )
    phrases = models.TextField(blank=True, help_text="One a line, in plain lower case.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["service", "-id"], name="priority_words_newest")]

    def __str__(self) -> str:
        return f"words of {self.service_id}, {self.made_at:%Y-%m-%d}"

    @property
    def lines(self) -> list[str]:
        return self.phrases.splitlines()
