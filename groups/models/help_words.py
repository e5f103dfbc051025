from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from followon.people.models import PainService

HELP_WORDS_LENGTH = 600


class HelpWordsQuerySet(models.QuerySet["HelpWords"]):
    def approved(self) -> HelpWordsQuerySet:
        """Those that somebody by name has approved."""
        return self.filter(approved_at__isnull=False)

    def latest_of_each(self) -> HelpWordsQuerySet:
        """The newest of each service."""
        return self.order_by("service", "-pk").distinct("service")


class HelpWords(models.Model):
    """One version of what a service adds to "If you need help now"; the newest approved counts.

    The national lines stand in the page itself and are in no version.
    """

    service = models.ForeignKey(PainService, on_delete=models.CASCADE, related_name="help_words")
    words = models.TextField(max_length=HELP_WORDS_LENGTH, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approver = models.CharField(max_length=100, blank=True, help_text="Name and job.")
    approved_at = models.DateTimeField(null=True, blank=True)
    approval_noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    review_on = models.DateField(null=True, blank=True)

    objects = HelpWordsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approver="", approved_at__isnull=True, review_on__isnull=True)
                | ~models.Q(approver="")
                & models.Q(approved_at__isnull=False, review_on__isnull=False),
                name="approved_by_somebody_with_a_review",
            )
        ]
        indexes = [models.Index(fields=["service", "-id"], name="help_words_newest")]

    def __str__(self) -> str:
        return f"help words of {self.service_id}, {self.proposed_at:%Y-%m-%d}"

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None

    def is_overdue(self, today: date) -> bool:
        """It should have been looked at again by now."""
        return self.review_on is not None and self.review_on < today
