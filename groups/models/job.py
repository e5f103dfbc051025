from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .group import Group
from .membership import Membership


class JobKind(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    DEPUTY = "deputy", _("Deputy coordinator")
    PLACE_FINDER = "place_finder", _("Place finder")
    WELCOMER = "welcomer", _("Welcomer")
    MESSAGE_KEEPER = "message_keeper", _("Message keeper")
    GOAL_PROMPTER = "goal_prompter", _("Goal prompter")


RUNS_THE_GROUP = (JobKind.COORDINATOR, JobKind.DEPUTY)


class JobState(models.TextChoices):
    OFFERED = "offered", _("Offered")
    HELD = "held", _("Taken on")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended")


class JobQuerySet(models.QuerySet["Job"]):
    def held(self) -> JobQuerySet:
        """Jobs that somebody has now."""
        return self.filter(state=JobState.HELD)


class Job(models.Model):
    """One turn at one job: offered, then held, then passed on."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="jobs")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=14, choices=JobKind)
    state = models.CharField(max_length=8, choices=JobState, default=JobState.OFFERED)
    offered_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    turn_ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "kind"],
                condition=models.Q(state=JobState.HELD),
                name="one_holder_per_job",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.group_id}: {self.state}"
