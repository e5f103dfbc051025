from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..joining import How, number_in
from .group import Group
from .membership import Membership
from .place import Place

if TYPE_CHECKING:
    from followon.people.models import User


class MeetingState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    BOOKED = "booked", _("Booked")
    CANCELLED = "cancelled", _("Cancelled")
    MET = "met", _("We met")
    NOT_MET = "not_met", _("We did not meet")
    UNKNOWN = "unknown", _("Nobody has said")


PAST_STATES = (MeetingState.MET, MeetingState.NOT_MET, MeetingState.UNKNOWN)


class Way(models.TextChoices):
    FACE_TO_FACE = "face_to_face", _("Face to face")
    ONLINE = "online", _("Online")
    PHONE = "phone", _("By phone")
    MIXED = "mixed", _("Face to face and online")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def upcoming(self, now: datetime) -> MeetingQuerySet:
        """Booked and not yet begun, soonest first."""
        return self.filter(state=MeetingState.BOOKED, starts_at__gt=now).order_by("starts_at")

    def begun(self, now: datetime) -> MeetingQuerySet:
        """Whose hour has come, cancelled ones left out, latest first."""
        return (
            self.filter(starts_at__lte=now)
            .exclude(state__in=[MeetingState.CANCELLED, MeetingState.PROPOSED])
            .order_by("-starts_at")
        )

    def visible_to(self, user: User) -> MeetingQuerySet:
        """Meetings of groups that this person may see."""
        return self.filter(group__in=Group.objects.visible_to(user))

    def of_member(self, user: User) -> MeetingQuerySet:
        """Meetings of groups in which this person is a member today."""
        return self.filter(group__in=Group.objects.of_member(user))


class Meeting(models.Model):
    """One meeting. Local date, time and zone are the truth; the UTC instant is derived."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="meetings")
    date = models.DateField()
    time = models.TimeField()
    zone = models.CharField(max_length=40)
    starts_at = models.DateTimeField(help_text=_("Derived from date, time and zone."))
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    way = models.CharField(max_length=12, choices=Way, default=Way.FACE_TO_FACE)
    online_url = models.URLField(blank=True)
    dial_in = models.CharField(
        max_length=200,
        blank=True,
        db_default="",
        help_text=_("The number to ring, with any code."),
    )
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=9, choices=MeetingState, default=MeetingState.BOOKED)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    booked_at = models.DateTimeField()
    answers_since = models.DateTimeField(
        help_text=_("Answers given before this were about another date or time.")
    )
    run_by = models.ForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who stands in for the coordinator this time."),
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    headcount = models.PositiveSmallIntegerField(null=True, blank=True)
    in_person = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("Of a mixed meeting, how many were in the room.")
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reported_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(headcount__isnull=True) | models.Q(state=MeetingState.MET),
                name="only_a_meeting_that_was_held_has_a_headcount",
            ),
            models.CheckConstraint(
                condition=models.Q(in_person__isnull=True)
                | models.Q(way="mixed", in_person__lte=models.F("headcount")),
                name="in_the_room_are_some_of_those_who_came",
            ),
            models.UniqueConstraint(
                fields=["group", "starts_at"],
                condition=models.Q(state=MeetingState.BOOKED),
                name="one_booked_meeting_per_group_and_hour",
            ),
        ]
        indexes = [
            models.Index(fields=["group", "-starts_at"]),
            models.Index(fields=["state", "starts_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.date} {self.state}"

    @property
    def how(self) -> How:
        """How people join it."""
        return How(self.way, self.online_url, self.dial_in)

    @property
    def dial_number(self) -> str:
        """What a phone dials to join."""
        return number_in(self.dial_in)


class MeetingMove(models.Model):
    """What a meeting was before it moved: the row that 'moved from' is told from."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="moves")
    version = models.PositiveIntegerField(help_text=_("The version that this move ended."))
    date = models.DateField()
    time = models.TimeField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    way = models.CharField(
        max_length=12, choices=Way, default=Way.FACE_TO_FACE, db_default="face_to_face"
    )
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    moved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "version"], name="one_move_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} v{self.version}"


class Attendance(models.Model):
    """That one member came to one meeting; names are optional."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="attendances")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="came_once_to_a_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.meeting_id}"
