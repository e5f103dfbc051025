from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .meeting import Meeting
from .membership import Membership


class AnswerValue(models.TextChoices):
    COMING = "coming", _("Coming")
    NOT_SURE = "not_sure", _("Not sure")
    NOT_THIS_TIME = "not_this_time", _("Not this time")
    NOT_UP_TO_IT = "not_up_to_it", _("Not up to it today – keep me in")


class AnsweredBy(models.TextChoices):
    PAGE = "page", _("On the page")
    LINK = "link", _("From a link in a message")
    TEXT = "text", _("By text")
    COORDINATOR = "coordinator", _("Told the coordinator")
    CALENDAR = "calendar", _("From a calendar")
    POLL = "poll", _("Said yes to this date in a poll")


class Answer(models.Model):
    """What a member says about coming to one meeting; changed at any time."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="answers")
    value = models.CharField(max_length=13, choices=AnswerValue)
    guests = models.PositiveSmallIntegerField(default=0)
    tell_the_group = models.BooleanField(default=False)
    by = models.CharField(max_length=11, choices=AnsweredBy)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"], name="one_answer_per_member_and_meeting"
            ),
            models.CheckConstraint(condition=models.Q(guests__lte=5), name="at_most_five_guests"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.value}"
