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


class InboundTextQuerySet(models.QuerySet["InboundText"]):
    def unworked(self) -> InboundTextQuerySet:
        """Kept, and nothing done with it yet."""
        return self.filter(reading=Reading.NEW)


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

    objects = InboundTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_id"], name="inbound_once"),
            models.CheckConstraint(
                condition=models.Q(read_at__isnull=True) | models.Q(reading=Reading.READ),
                name="read_texts_say_so",
            ),
        ]
        indexes = [
            models.Index(fields=["source", "-received_at"]),
            models.Index(
                fields=["received_at"],
                name="inbound_waiting",
                condition=models.Q(reading__in=[Reading.NEW, Reading.TO_READ]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.provider_id} {self.reading}"
