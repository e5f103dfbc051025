from __future__ import annotations

from datetime import time

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reach(models.TextChoices):
    TEXT = "text", _("Text message")
    EMAIL = "email", _("Email")
    BOTH = "both", _("Text message and email")
    CALL = "call", _("A phone call from the coordinator")
    LETTER = "letter", _("A letter")


class Preference(models.Model):
    """How one person wants to be reached, and when not."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference"
    )
    reach = models.CharField(max_length=10, choices=Reach, default=Reach.TEXT)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    language = models.CharField(max_length=8, default="en")
    large_text = models.BooleanField(default=False)
    weekly = models.BooleanField(
        default=False, db_default=False, help_text=_("One message a week in place of several.")
    )
    weekly_ended_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=_("When they wanted each message again: what was left to the week still comes."),
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["user"],
                name="preference_ever_weekly",
                condition=models.Q(weekly=True) | models.Q(weekly_ended_at__isnull=False),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_both_or_neither",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reach} for {self.user_id}"

    @property
    def quiet(self) -> tuple[time, time] | None:
        """The person's own hours without messages; None for the usual ones."""
        if self.quiet_from is None or self.quiet_until is None:
            return None
        return self.quiet_from, self.quiet_until
