from __future__ import annotations

from django.conf import settings
from django.db import models

from .own_words import OwnWords

GP_ITEM_LENGTH = 160


class GpList(OwnWords):
    """What somebody wants to say or ask at their next appointment."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="gp_list"
    )

    def __str__(self) -> str:
        return str(self.pk)


class GpItem(models.Model):
    """One line of the list."""

    gp_list = models.ForeignKey(GpList, on_delete=models.CASCADE, related_name="items")
    words = models.CharField(max_length=GP_ITEM_LENGTH)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)
