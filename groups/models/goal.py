from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .own_words import OwnWords

GOAL_LENGTH = 120


class Going(models.TextChoices):
    """How a goal is going; there is no bad answer."""

    DID_IT = "did_it", _("I did it")
    SOME = "some", _("Some of it")
    NOT_YET = "not_yet", _("Not yet")


class Goal(OwnWords):
    """Something a person would like to be able to do."""

    words = models.CharField(max_length=GOAL_LENGTH)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    asks = models.BooleanField(
        default=True, help_text=_("Ask how it is going when the group has met.")
    )
    going = models.CharField(max_length=7, choices=Going, blank=True)
    asked_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When the person last said how it is going.")
    )

    class Meta(OwnWords.Meta):
        indexes = [models.Index(fields=["user", "done_at"])]

    def __str__(self) -> str:
        return str(self.pk)


class GoalStep(models.Model):
    """A small step towards a goal."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    words = models.CharField(max_length=GOAL_LENGTH)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)
