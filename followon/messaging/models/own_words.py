from __future__ import annotations

from django.conf import settings
from django.db import models

from followon.people.models import PainService

from .message import Channel


class OwnWordsQuerySet(models.QuerySet["OwnWords"]):
    def latest_of_each(self) -> OwnWordsQuerySet:
        """The words that count now: the newest of each service, kind, channel and language."""
        place = ("service", "kind", "channel", "language")
        return self.order_by(*place, "-pk").distinct(*place)


class OwnWords(models.Model):
    """One version of a service's own words of a kind; blank words say: the default again."""

    service = models.ForeignKey(PainService, on_delete=models.CASCADE, related_name="own_words")
    kind = models.CharField(max_length=30)
    channel = models.CharField(max_length=5, choices=Channel)
    language = models.CharField(max_length=8, default="en")
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = OwnWordsQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["service", "kind", "channel", "language", "-id"], name="own_words_newest"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(body="") | models.Q(subject=""),
                name="default_words_are_blank",
            ),
            models.CheckConstraint(
                condition=models.Q(channel=Channel.EMAIL) | models.Q(subject=""),
                name="a_text_has_no_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} of {self.service_id}"

    @property
    def is_default(self) -> bool:
        """Whether this version says: back to the default."""
        return not self.body
