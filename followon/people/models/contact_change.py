from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from .contact import SIGN_IN_KINDS, ContactKind

CODE_LASTS = timedelta(minutes=10)
# Long enough to come back to after a bad day; the code itself is asked for anew.
KEPT = timedelta(days=1)


class ContactChangeQuerySet(models.QuerySet["ContactChange"]):
    def since(self, moment: datetime) -> ContactChangeQuerySet:
        """Whose last code was asked for after that."""
        return self.filter(asked_at__gt=moment)


class ContactChange(models.Model):
    """A number or address that its person has typed and not proved yet; the old one stays in use.

    In the database and not in the session, so that the code can be typed in another browser.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="contact_changes"
    )
    kind = models.CharField(max_length=10, choices=ContactKind)
    value = models.CharField(max_length=254)
    code_hash = models.CharField(max_length=64, help_text="Keyed hash of the code last sent.")
    tries = models.PositiveSmallIntegerField(default=0, help_text="Wrong codes typed so far.")
    asked_at = models.DateTimeField(help_text="When its last code was asked for.")

    objects = ContactChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_contact_change_per_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=SIGN_IN_KINDS), name="only_what_takes_a_code_is_proved"
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], name="contact_change_asked_at")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.user_id} to be proved"

    def has_run_out(self, now: datetime) -> bool:
        """Whether its code is too old to be typed."""
        return now >= self.asked_at + CODE_LASTS
