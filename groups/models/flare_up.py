from django.conf import settings
from django.db import models

from .own_words import OwnWords

PLAN_LENGTH = 300


class FlareUpPlan(OwnWords):
    """What somebody wants to remember, and others to know, when pain flares up."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="flare_up_plan"
    )
    signs = models.TextField(max_length=PLAN_LENGTH, blank=True)
    helps = models.TextField(max_length=PLAN_LENGTH, blank=True)
    leave = models.TextField(max_length=PLAN_LENGTH, blank=True)
    others = models.TextField(max_length=PLAN_LENGTH, blank=True)
    after = models.TextField(max_length=PLAN_LENGTH, blank=True)

    def __str__(self) -> str:
        return str(self.pk)
