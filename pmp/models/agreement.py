from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.people.models import PainService


class AgreementCode(models.TextChoices):
    """The ready-made agreements; their words are in `pmp.agreements` until a lead writes own."""

    SHORT = "short", _("A few words")
    USUAL = "usual", _("The usual one")
    HOMES = "homes", _("For meeting in homes")


class Agreement(models.Model):
    """A service's own words of one ready-made agreement; a group gets a copy, never a link."""

    service = models.ForeignKey(PainService, on_delete=models.CASCADE, related_name="agreements")
    code = models.CharField(max_length=8, choices=AgreementCode)
    words = models.TextField(max_length=2000)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "code"], name="one_wording_of_each_agreement"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.service_id}"
