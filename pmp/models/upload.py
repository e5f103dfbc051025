from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from .programme import Programme

if TYPE_CHECKING:
    from followon.people.models import User


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: User) -> UploadQuerySet:
        """Uploads into programmes that this person may see."""
        return self.filter(programme__in=Programme.objects.visible_to(user))

    def waiting(self) -> UploadQuerySet:
        """Looked at, not yet confirmed: their rows are still held."""
        return self.filter(confirmed_at__isnull=True)

    def unfinished(self) -> UploadQuerySet:
        """Confirmed, and some of its people are still to be added."""
        return self.filter(confirmed_at__isnull=False).exclude(rows=[])


class Upload(models.Model):
    """A file of participants as it was read, kept between preview and confirmation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="uploads")
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    total = models.PositiveSmallIntegerField(default=0)
    added = models.PositiveSmallIntegerField(default=0)

    objects = UploadQuerySet.as_manager()

    def __str__(self) -> str:
        return f"upload {self.id}"

    @property
    def done(self) -> int:
        """How many of its rows were worked on."""
        return self.total - len(self.rows) if self.confirmed_at else 0
