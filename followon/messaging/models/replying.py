from __future__ import annotations

from django.conf import settings
from django.db import models

from followon.people.models import PainService


class ReplySwitch(models.Model):
    """Whether a service wants answers by text; without a row it does.

    Wanting is not enough: they are on only while somebody is named to read what answers nothing.
    """

    service = models.OneToOneField(
        PainService, on_delete=models.CASCADE, primary_key=True, related_name="reply_switch"
    )
    is_wanted = models.BooleanField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"replies {'wanted' if self.is_wanted else 'not wanted'} by {self.service_id}"
