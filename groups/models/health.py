from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from .group import Group


class Level(models.TextChoices):
    """Worked out by `groups.health`; never shown to members."""

    NEEDS_A_HAND = "needs_a_hand", _("May need a hand")
    WATCH = "watch", _("Keep an eye on")
    NEW = "new", _("New")
    STEADY = "steady", _("Steady")
    RESTING = "resting", _("Resting")
    ENDED = "ended", _("Ended")


class GroupHealthQuerySet(models.QuerySet["GroupHealth"]):
    def to_look_at(self, on: date) -> GroupHealthQuerySet:
        """Rows whose time to be worked out again has come."""
        return self.filter(look_again_on__lte=on)


class GroupHealth(models.Model):
    """One row per group, read by the dashboard and never worked out by it."""

    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, primary_key=True, related_name="health"
    )
    level = models.CharField(max_length=12, choices=Level)
    probability = models.FloatField(default=0)
    flags = models.JSONField(default=list)
    inputs = models.JSONField(default=dict)
    headcounts = models.JSONField(default=list, help_text=_("The last dates, for the chart."))
    since = models.DateField(help_text=_("When the level last changed."))
    computed_at = models.DateTimeField()
    look_again_on = models.DateField(null=True, blank=True)

    objects = GroupHealthQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["level", "-probability"]),
            models.Index(fields=["look_again_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.level}"
