from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .answer import AnsweredBy
from .group import OPEN_GROUP_STATES, Group
from .meeting import Meeting
from .membership import Membership
from .place import Place

if TYPE_CHECKING:
    from followon.people.models import User


class PollState(models.TextChoices):
    """A poll that is asking takes votes until it closes, and may be booked after that."""

    ASKING = "asking", _("Asking")
    BOOKED = "booked", _("One of its dates is booked")
    DROPPED = "dropped", _("Given up")


class VoteValue(models.TextChoices):
    YES = "yes", _("Yes")
    IF_NEED_BE = "if_need_be", _("If need be")
    NO = "no", _("No")


class PollQuerySet(models.QuerySet["Poll"]):
    def asking(self) -> PollQuerySet:
        """Neither booked nor given up, closed ones too, of groups that go on."""
        return self.filter(state=PollState.ASKING, group__state__in=OPEN_GROUP_STATES)

    def visible_to(self, user: User) -> PollQuerySet:
        """Polls of groups in which this person is a member today."""
        return self.filter(group__in=Group.objects.of_member(user))


class Poll(models.Model):
    """A question to a group: which of these dates suit you?"""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="polls")
    state = models.CharField(max_length=7, choices=PollState, default=PollState.ASKING)
    version = models.PositiveIntegerField(
        default=1, help_text=_("Raised when its dates change, so that nobody votes unawares.")
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    told_at = models.DateTimeField(help_text=_("When the dates as they are now were told."))
    closes_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    booked_option = models.ForeignKey(
        "PollOption", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    meeting = models.OneToOneField(
        Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="poll"
    )

    objects = PollQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=models.Q(state="asking"),
                name="one_poll_per_group_is_asking",
            ),
            models.CheckConstraint(
                condition=models.Q(state="asking", settled_at__isnull=True)
                | ~models.Q(state="asking") & models.Q(settled_at__isnull=False),
                name="a_poll_that_is_over_says_since_when",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="booked", meeting__isnull=False, booked_option__isnull=False
                )
                | ~models.Q(state="booked")
                & models.Q(meeting__isnull=True, booked_option__isnull=True),
                name="a_booked_poll_says_which_date",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opened_at")),
                name="a_poll_closes_after_it_opens",
            ),
        ]
        indexes = [models.Index(fields=["state", "closes_at"], name="poll_state_closes_at")]

    def __str__(self) -> str:
        return f"poll of {self.group_id}: {self.state}"

    def takes_votes(self, now: datetime) -> bool:
        """Whether somebody can still say what suits them; `group` is read."""
        is_asking = self.state == PollState.ASKING and now < self.closes_at
        return is_asking and self.group.state in OPEN_GROUP_STATES


class PollOptionQuerySet(models.QuerySet["PollOption"]):
    def standing(self) -> PollOptionQuerySet:
        """Those that can be chosen, soonest first."""
        return self.filter(removed_at__isnull=True).order_by("starts_at", "letter")


class PollOption(models.Model):
    """One date to choose from. Its letter is never given to another, so old texts stay true."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    letter = models.CharField(max_length=1)
    date = models.DateField()
    time = models.TimeField()
    starts_at = models.DateTimeField(help_text=_("Derived from date, time and the group's zone."))
    closes_before = models.DateTimeField(help_text=_("When its poll closes."))
    place = models.ForeignKey(
        Place, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PollOptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "letter"], name="one_option_per_letter"),
            models.UniqueConstraint(
                fields=["poll", "starts_at", "place"],
                condition=models.Q(removed_at__isnull=True),
                nulls_distinct=False,
                name="one_option_per_date_and_place",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_before__lt=models.F("starts_at"))
                | models.Q(removed_at__isnull=False),
                name="a_poll_closes_before_its_first_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} of {self.poll_id}: {self.date}"


class Vote(models.Model):
    """What one member says of one date; whoever wrote it down for them is `given_by`."""

    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="votes")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="votes")
    value = models.CharField(max_length=10, choices=VoteValue)
    by = models.CharField(max_length=11, choices=AnsweredBy)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["option", "member"], name="one_vote_per_option_and_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.value}"
