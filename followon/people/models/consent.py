from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .contact import ContactKind


class Audience(models.TextChoices):
    NOBODY = "nobody", _("Nobody")
    COORDINATORS = "coordinators", _("The coordinator and deputy")
    GROUP = "group", _("Everyone in the group")


class SharedThing(models.TextChoices):
    MOBILE = ContactKind.MOBILE.value, _("Mobile number")
    EMAIL = ContactKind.EMAIL.value, _("Email address")
    LANDLINE = ContactKind.LANDLINE.value, _("Landline number")
    NEEDS = "needs", _("Access needs")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def current(self) -> ConsentQuerySet:
        """What holds now; absence means nobody."""
        return self.filter(ended_at__isnull=True)


class Consent(models.Model):
    """One choice about sharing one thing. Rows are ended, never changed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents"
    )
    thing = models.CharField(max_length=10, choices=SharedThing)
    audience = models.CharField(max_length=12, choices=Audience)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "thing"],
                condition=models.Q(ended_at__isnull=True),
                name="one_current_choice_per_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.thing} → {self.audience}"
