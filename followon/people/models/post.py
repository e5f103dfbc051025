from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .service import PainService


class Role(models.TextChoices):
    PTV = "ptv", _("Patient tutor volunteer")
    CLINICIAN = "clinician", _("Clinician")
    LEAD = "lead", _("Service lead")


STAFF_ROLES = (Role.CLINICIAN, Role.LEAD)


class StaffPostQuerySet(models.QuerySet["StaffPost"]):
    def open(self) -> StaffPostQuerySet:
        """Posts that are held now."""
        return self.filter(ended_at__isnull=True)

    def staff(self) -> StaffPostQuerySet:
        """Posts that see the service's pages: clinicians and leads."""
        return self.open().filter(role__in=STAFF_ROLES)


class StaffPost(models.Model):
    """Somebody's job in a pain service: clinician, lead or patient tutor volunteer."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="posts"
    )
    service = models.ForeignKey(PainService, on_delete=models.CASCADE, related_name="posts")
    role = models.CharField(max_length=10, choices=Role)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    weekly_note = models.BooleanField(
        default=True, db_default=True, help_text=_("Staff: one note on Mondays of what waits.")
    )

    objects = StaffPostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "service"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_post_per_service",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"

    def is_open(self, now: datetime) -> bool:
        return self.ended_at is None or self.ended_at > now
