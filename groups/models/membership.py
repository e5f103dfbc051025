from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.people.models import Role, StaffPost

from .group import Group


class LeavingReason(models.TextChoices):
    """Private to the person; the service sees totals with small numbers hidden."""

    TIMES = "times", _("The times do not work for me")
    TRAVEL = "travel", _("It is hard to get to")
    WELL = "well", _("I no longer need it")
    UNWELL = "unwell", _("I am not well enough")
    NOT_FOR_ME = "not_for_me", _("This group is not right for me")
    OTHER = "other", _("Something else")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def open(self) -> MembershipQuerySet:
        """People who are members now, resting ones too."""
        return self.filter(left_at__isnull=True)

    def resting(self, on: date) -> MembershipQuerySet:
        """Members who take a break on that day."""
        return self.filter(resting_until__gt=on)

    def awake(self, on: date) -> MembershipQuerySet:
        """Members to send messages to: not on a break, or wanting texts during it."""
        return self.exclude(resting_until__gt=on, texts_while_resting=False)


class Membership(models.Model):
    """One stay of one person in one group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    left_reason = models.CharField(max_length=12, choices=LeavingReason, blank=True)
    resting_since = models.DateField(null=True, blank=True)
    resting_until = models.DateField(null=True, blank=True)
    texts_while_resting = models.BooleanField(default=False)
    calendar_key = models.UUIDField(
        default=uuid.uuid4,
        db_default=RandomUUID(),
        editable=False,
        help_text=_("In the ids of this member's calendar entries, so in their calendar's answer."),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=models.Q(left_at__isnull=True),
                name="one_open_membership_per_group",
            )
        ]
        indexes = [
            models.Index(fields=["user", "left_at"]),
            models.Index(fields=["joined_at"], name="member_joined_at"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.group_id}"

    def is_resting(self, on: date) -> bool:
        """Whether the member takes a break on that day."""
        return self.resting_until is not None and self.resting_until > on


class PtvLinkQuerySet(models.QuerySet["PtvLink"]):
    def open(self) -> PtvLinkQuerySet:
        """Volunteers who go along now; one who stepped back in the service sees no group either."""
        post = StaffPost.objects.open().filter(
            user=models.OuterRef("user"), service=models.OuterRef("group__service"), role=Role.PTV
        )
        return self.filter(models.Exists(post), ended_at__isnull=True)


class PtvLink(models.Model):
    """A patient tutor volunteer beside a group for its first meetings."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="visits")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ptv_links"
    )
    meetings = models.PositiveSmallIntegerField(default=3)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PtvLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_ptv_link",
            )
        ]

    def __str__(self) -> str:
        return f"PTV {self.user_id} with {self.group_id}"
