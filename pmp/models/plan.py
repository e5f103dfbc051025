from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.models import Group, Place, Rhythm

from .participant import Participant, PartOfDay, Weekday
from .programme import Programme


class Plan(models.Model):
    """What the team chose for a programme: one group or two, or people added to groups nearby."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="plan")
    chosen_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"Plan of {self.programme_id}"


class PlannedGroup(models.Model):
    """One group of a plan: a new one with its day, or people for a group that there is."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="groups")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40, blank=True)
    weekday = models.PositiveSmallIntegerField(choices=Weekday, null=True, blank=True)
    part = models.CharField(max_length=9, choices=PartOfDay, blank=True)
    time = models.TimeField(null=True, blank=True, help_text=_("Once it is known; local."))
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    rhythm = models.CharField(max_length=14, choices=Rhythm, default=Rhythm.MONTHLY)
    joins = models.ForeignKey(
        Group,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The group nearby to which these people are added."),
    )
    people = models.ManyToManyField(Participant, through="PlannedPerson", related_name="+")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "order"], name="planned_groups_in_order"),
            models.CheckConstraint(
                condition=models.Q(joins__isnull=True, weekday__isnull=False) & ~models.Q(part="")
                | models.Q(joins__isnull=False, weekday__isnull=True, part="", time__isnull=True),
                name="a_new_group_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"Planned group {self.order}"


class PlannedPerson(models.Model):
    """Somebody in a planned group: in one at most, because a programme has one plan."""

    planned = models.ForeignKey(PlannedGroup, on_delete=models.CASCADE, related_name="members")
    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, related_name="planned"
    )

    def __str__(self) -> str:
        return f"{self.participant_id} in {self.planned_id}"
