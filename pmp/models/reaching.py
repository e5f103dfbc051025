from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .participant import Participant


class What(models.TextChoices):
    """What somebody of the team did to reach a person, and what came of it."""

    NO_ANSWER = "no_answer", _("I rang, and nobody answered")
    LEFT_WORD = "left_word", _("I rang and left a message")
    LETTER = "letter", _("I sent a letter")
    SPOKE = "spoke", _("I spoke with them, and they know the date")
    CHANGED_MIND = "changed_mind", _("They no longer want to be in a group")
    UNWELL = "unwell", _("They are too unwell for now")
    NOT_REACHED = "not_reached", _("We tried enough and could not reach them")


# After one of these nobody waits in vain any more.
CLOSES = (What.SPOKE, What.CHANGED_MIND, What.UNWELL, What.NOT_REACHED)


class ReachingTry(models.Model):
    """One try, by a person, to reach somebody whom no message has reached."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="tries")
    what = models.CharField(max_length=14, choices=What)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["participant", "at"])]

    def __str__(self) -> str:
        return f"{self.what} for {self.participant_id}"
