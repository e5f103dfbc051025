from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.people.models import STAFF_ROLES, PainService

if TYPE_CHECKING:
    from followon.people.models import User


class GroupState(models.TextChoices):
    FORMING = "forming", _("Forming")
    MEETING = "meeting", _("Meeting")
    RESTING = "resting", _("Resting")
    ENDED = "ended", _("Ended")
    JOINED = "joined", _("Joined another group")
    UNDONE = "undone", _("Taken back before it began")


OPEN_GROUP_STATES = (GroupState.FORMING, GroupState.MEETING, GroupState.RESTING)


class EndedHow(models.TextChoices):
    ENDED_WELL = "ended_well", _("Ended well")
    NO_LONGER_NEEDED = "no_longer_needed", _("No longer needed")
    FADED = "faded", _("Faded")
    NEVER_MET = "never_met", _("Never met")


class Rhythm(models.TextChoices):
    """How often a group means to meet: all of them are in the paper's Table 2."""

    FORTNIGHTLY = "fortnightly", _("Every fortnight")
    MONTHLY = "monthly", _("Every month")
    SIX_TO_EIGHT_WEEKS = "6_8_weeks", _("Every 6 to 8 weeks")
    TWO_TO_THREE_MONTHS = "2_3_months", _("Every 2 to 3 months")
    WHEN_WE_MEET = "when_we_meet", _("We set the next date when we meet")


RHYTHM_DAYS: dict[str, int | None] = {
    Rhythm.FORTNIGHTLY: 14,
    Rhythm.MONTHLY: 28,
    Rhythm.SIX_TO_EIGHT_WEEKS: 49,
    Rhythm.TWO_TO_THREE_MONTHS: 77,
    Rhythm.WHEN_WE_MEET: None,
}


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, user: User) -> GroupQuerySet:
        """Groups that this person is in, helps as PTV, or watches over as staff of the service."""
        return (
            self.formed()
            .filter(
                models.Q(
                    memberships__in=models.Subquery(
                        user.memberships.filter(left_at__isnull=True).values("pk")
                    )
                )
                | models.Q(visits__in=models.Subquery(user.ptv_links.open().values("pk")))
                | models.Q(
                    service__in=models.Subquery(
                        user.posts.filter(ended_at__isnull=True, role__in=STAFF_ROLES).values(
                            "service"
                        )
                    )
                )
            )
            .distinct()
        )

    def of_member(self, user: User) -> GroupQuerySet:
        """Groups in which this person is a member today."""
        return self.filter(memberships__user=user, memberships__left_at__isnull=True)

    def of_staff(self, user: User) -> GroupQuerySet:
        """Groups of the services in which this person is clinician or lead."""
        return self.formed().filter(
            service__posts__user=user,
            service__posts__ended_at__isnull=True,
            service__posts__role__in=STAFF_ROLES,
        )

    def formed(self) -> GroupQuerySet:
        """Without those that were taken back at once: they count as never formed, everywhere."""
        return self.exclude(state=GroupState.UNDONE)

    def open(self) -> GroupQuerySet:
        """Not ended and not joined to another."""
        return self.filter(state__in=OPEN_GROUP_STATES)


class Group(models.Model):
    """A follow-on group: former participants who meet by themselves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(PainService, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=40)
    area = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=8, choices=GroupState, default=GroupState.FORMING)
    rhythm = models.CharField(max_length=14, choices=Rhythm, default=Rhythm.MONTHLY)
    hear_by = models.DateField(null=True, blank=True)
    zone = models.CharField(max_length=40, default="Europe/London")
    last_session_on = models.DateField(
        null=True, blank=True, help_text=_("The last session of the programme it came from.")
    )
    purposes = models.JSONField(default=list, blank=True)
    agreement = models.TextField(max_length=2000, blank=True)
    outside_channel = models.CharField(max_length=40, blank=True)
    outside_channel_url = models.URLField(blank=True)
    welcomes_newcomers = models.BooleanField(default=False)
    ended_how = models.CharField(max_length=16, choices=EndedHow, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    started_on = models.DateField()
    created_at = models.DateTimeField()

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=GroupState.ENDED, ended_on__isnull=False)
                & ~models.Q(ended_how="")
                | ~models.Q(state=GroupState.ENDED) & models.Q(ended_on__isnull=True, ended_how=""),
                name="ended_groups_say_how_and_when",
            ),
        ]
        indexes = [models.Index(fields=["service", "state"])]

    def __str__(self) -> str:
        return self.name

    @property
    def rhythm_days(self) -> int | None:
        """Agreed days between meetings; None when the group sets each date as it meets."""
        return RHYTHM_DAYS[self.rhythm]
