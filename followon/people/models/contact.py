from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactKind(models.TextChoices):
    MOBILE = "mobile", _("Mobile")
    EMAIL = "email", _("Email")
    LANDLINE = "landline", _("Landline")


# A provider is right about a dead number more often than not, and each try costs.
SECOND_CHANCES = 2
SIGN_IN_KINDS = (ContactKind.MOBILE, ContactKind.EMAIL)


class ContactQuerySet(models.QuerySet["Contact"]):
    def usable(self) -> ContactQuerySet:
        """Not known to be dead."""
        return self.filter(dead_since__isnull=True)

    def at(self, kind: str, value: str) -> ContactQuerySet:
        """Everybody's rows for one normalised number or address; a couple may share it."""
        return self.filter(kind=kind, value=value)


class Contact(models.Model):
    """One way to reach one person. `value` is normalised: E.164 or lower-case e-mail."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="contacts"
    )
    kind = models.CharField(max_length=10, choices=ContactKind)
    value = models.CharField(max_length=254)
    verified_at = models.DateTimeField(null=True, blank=True)
    proven_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=_("A message was delivered, or the person answered."),
    )
    dead_since = models.DateTimeField(null=True, blank=True)
    second_chances = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        help_text=_("Times its person said that it is right although nothing arrived."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "value"], name="contact_once_per_user"),
            models.CheckConstraint(condition=~models.Q(value=""), name="contact_has_a_value"),
        ]
        indexes = [models.Index(fields=["kind", "value"])]

    def __str__(self) -> str:
        return f"{self.kind} of {self.user_id}"

    @property
    def may_be_tried_again(self) -> bool:
        """Whether its person's word is enough to send there once more."""
        return self.dead_since is not None and self.second_chances < SECOND_CHANCES
