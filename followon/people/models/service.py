from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class PainService(models.Model):
    """The tenant: an NHS pain service. Nobody sees across services."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    message_name = models.CharField(
        max_length=20, help_text=_("Neutral name that texts begin with; no health word.")
    )
    phone = models.CharField(max_length=20)
    hours = models.CharField(max_length=120, default="Monday to Friday, 9am to 5pm")
    texts_allowed = models.BooleanField(default=True, help_text=_("Off: no text leaves."))
    zone = models.CharField(max_length=40, default="Europe/London")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
