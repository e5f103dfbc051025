from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.people.models import STAFF_ROLES
from groups.models import JobKind

from .programme import Programme

if TYPE_CHECKING:
    from followon.people.models import User


class Wish(models.TextChoices):
    """Would you like to keep meeting?"""

    YES = "yes", _("Yes")
    MAYBE = "maybe", _("Maybe")
    NO = "no", _("Not for me")


class Travel(models.TextChoices):
    """How somebody gets about."""

    DRIVE = "drive", _("I drive")
    LIFT = "lift", _("Somebody gives me a lift")
    BUS = "bus", _("By bus or train")
    TAXI = "taxi", _("By taxi or community transport")
    WALK = "walk", _("On foot, or with a wheelchair or scooter")


WANTS_TO_MEET = (Wish.YES, Wish.MAYBE)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, user: User) -> ParticipantQuerySet:
        """Participants of the services where this person is clinician or lead."""
        return self.filter(
            programme__site__service__posts__user=user,
            programme__site__service__posts__ended_at__isnull=True,
            programme__site__service__posts__role__in=STAFF_ROLES,
        )

    def taking_part(self) -> ParticipantQuerySet:
        """Not withdrawn from the programme."""
        return self.filter(withdrawn_at__isnull=True)

    def who_want_to_meet(self) -> ParticipantQuerySet:
        """Those who said yes or maybe."""
        return self.taking_part().filter(wish__in=WANTS_TO_MEET)


class Participant(models.Model):
    """One person's place in one programme, and what they want of a follow-on group."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participations"
    )
    wish = models.CharField(max_length=5, choices=Wish, blank=True)
    wished_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who keyed the answers in, when it was not the person."),
    )
    agreed_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=_("When the person was said to agree that somebody keys their answers in."),
    )
    reached = models.CharField(
        max_length=16, blank=True, help_text=_("The furthest question that was saved.")
    )
    travel = models.CharField(max_length=12, choices=Travel, blank=True)
    area = models.CharField(max_length=40, blank=True)
    time_reason = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "user"], name="once_in_a_programme"),
            models.CheckConstraint(
                condition=models.Q(wish="", wished_at__isnull=True)
                | ~models.Q(wish="") & models.Q(wished_at__isnull=False),
                name="a_wish_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.programme_id}"


class PartOfDay(models.TextChoices):
    MORNING = "morning", _("Morning")
    MIDDAY = "midday", _("Midday")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Fit(models.TextChoices):
    WORKS = "works", _("Works for me")
    HARD = "hard", _("Hard for me")


class TimeFit(models.Model):
    """Whether one part of one weekday works for a participant, or is hard."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="times")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    part = models.CharField(max_length=9, choices=PartOfDay)
    fit = models.CharField(max_length=5, choices=Fit)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "weekday", "part"], name="one_fit_per_slot"
            )
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.part} {self.fit}"


class JobWish(models.Model):
    """A job that a participant might take on."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="job_wishes"
    )
    kind = models.CharField(max_length=14, choices=JobKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "kind"], name="one_wish_per_job")
        ]

    def __str__(self) -> str:
        return self.kind
