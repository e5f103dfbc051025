from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from groups.models import Group, GroupState, Membership

from .participant import Participant
from .programme import Programme

# Within a day a hand-over can be taken back; after that the group is its members' own.
UNDO_WITHIN = timedelta(hours=24)


class HandoverQuerySet(models.QuerySet["Handover"]):
    def standing(self) -> HandoverQuerySet:
        """Not taken back."""
        return self.filter(undone_at__isnull=True)

    def first_ones(self) -> HandoverQuerySet:
        """The hand-overs themselves, without people who were added later."""
        return self.filter(is_later=False)


class Handover(models.Model):
    """One action: a programme's participants became groups, or were added to some."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="handovers")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()
    is_later = models.BooleanField(default=False, help_text="People were added after the first.")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(undone_at__isnull=True, is_later=False),
                name="a_programme_is_handed_over_once",
            )
        ]

    def __str__(self) -> str:
        return f"Handover of {self.programme_id}"

    def may_be_undone(self, now: datetime) -> bool:
        """Whether its day is not over."""
        return self.undone_at is None and now < self.undo_until

    @property
    def undo_until(self) -> datetime:
        return self.at + UNDO_WITHIN


class HandedGroup(models.Model):
    """One group of a hand-over: formed by it, or there before and added to."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="parts")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="handed")
    is_new = models.BooleanField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "group"], name="handed_to_a_group_once")
        ]

    def __str__(self) -> str:
        return f"{self.handover_id} → {self.group_id}"


class PlacedQuerySet(models.QuerySet["Placed"]):
    def standing(self) -> PlacedQuerySet:
        """Who came into a group and was not taken back; who left since is the group's to know."""
        return self.filter(member__isnull=False).exclude(part__group__state=GroupState.UNDONE)


class Placed(models.Model):
    """That one participant came into that group, as which member."""

    part = models.ForeignKey(HandedGroup, on_delete=models.CASCADE, related_name="placed")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="placed")
    member = models.ForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Nobody once an addition to a group was taken back.",
    )

    objects = PlacedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "participant"], name="placed_once_in_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} in {self.part_id}"
