from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedKind(models.TextChoices):
    ACCESS = "access", _("Access")
    COMMUNICATION_SUPPORT = "support", _("Communication support")
    COMMUNICATION_PROFESSIONAL = "professional", _("Communication professional")
    CONTACT_METHOD = "method", _("Contact method")
    INFORMATION_FORMAT = "format", _("Information format")


class AccessNeed(models.TextChoices):
    STEP_FREE = "step_free", _("Step-free way in")
    SEATING = "seating", _("Chairs with backs, and room to stand and move")
    TOILET = "toilet", _("Accessible toilet")
    PARKING = "parking", _("Parking close by")
    BUS = "bus", _("A bus stop close by")
    QUIET = "quiet", _("Somewhere quiet")
    WARM = "warm", _("Somewhere warm")


class CommunicationNeed(models.TextChoices):
    """The Accessible Information Standard's four categories, as choices that people recognise."""

    HEARING = "hearing", _("I lipread or use a hearing aid or loop")
    INTERPRETER = "interpreter", _("I need an interpreter or a BSL signer")
    NO_CALLS = "no_calls", _("Please do not call me")
    NO_TEXTS = "no_texts", _("Please do not text me")
    LARGE_PRINT = "large_print", _("Large print")
    EASY_READ = "easy_read", _("Easy read")


NEED_KIND_OF = {
    **dict.fromkeys(AccessNeed.values, NeedKind.ACCESS),
    CommunicationNeed.HEARING: NeedKind.COMMUNICATION_SUPPORT,
    CommunicationNeed.INTERPRETER: NeedKind.COMMUNICATION_PROFESSIONAL,
    CommunicationNeed.NO_CALLS: NeedKind.CONTACT_METHOD,
    CommunicationNeed.NO_TEXTS: NeedKind.CONTACT_METHOD,
    CommunicationNeed.LARGE_PRINT: NeedKind.INFORMATION_FORMAT,
    CommunicationNeed.EASY_READ: NeedKind.INFORMATION_FORMAT,
}


NEED_LABELS = dict([*AccessNeed.choices, *CommunicationNeed.choices])


def labels_of(codes: Collection[str]) -> list[str]:
    """What these needs are called, always in the same order."""
    return [str(label) for code, label in NEED_LABELS.items() if code in codes]


class NeedQuerySet(models.QuerySet["Need"]):
    def due(self, today: date) -> NeedQuerySet:
        """Recorded a year ago or more, so that somebody asks whether it is still right."""
        return self.filter(review_on__lte=today)


class Need(models.Model):
    """An access or communication need, reviewed every year (Accessible Information Standard)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="needs"
    )
    kind = models.CharField(max_length=12, choices=NeedKind)
    code = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    review_on = models.DateField()

    objects = NeedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "code"], name="need_once_per_user")]

    def __str__(self) -> str:
        return f"{self.code} of {self.user_id}"
