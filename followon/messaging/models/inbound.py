from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.people.models import PainService


class Reading(models.TextChoices):
    """What became of an inbound text."""

    NEW = "new", _("Not worked on yet")
    UNDERSTOOD = "understood", _("Understood")
    ASKED_BACK = "asked_back", _("We asked which one it answers")
    TO_READ = "to_read", _("Waiting for a person to read it")
    READ = "read", _("Read by a person")


class InboundText(models.Model):
    """A text that somebody sent us, kept as it came; two people may share its number."""

    provider = models.CharField(max_length=10)
    provider_id = models.CharField(max_length=80)
    source = models.CharField(max_length=20)
    destination = models.CharField(max_length=20, blank=True)
    body = models.TextField(max_length=2000)
    sent_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()

    reading = models.CharField(max_length=10, choices=Reading, default=Reading.NEW)
    meaning = models.CharField(max_length=20, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="inbound_texts",
    )
    service = models.ForeignKey(
        PainService, on_delete=models.SET_NULL, null=True, blank=True, related_name="inbound_texts"
    )
    worked_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_id"], name="inbound_once")
        ]
        indexes = [models.Index(fields=["source", "-received_at"])]

    def __str__(self) -> str:
        return f"{self.provider} {self.provider_id} {self.reading}"


class TextStop(models.Model):
    """A number that said STOP; `ended_at` is set by START."""

    number = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_stop_per_number",
            )
        ]

    def __str__(self) -> str:
        return f"stop since {self.started_at:%Y-%m-%d}"
