from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .group import Group
from .meeting import Meeting
from .membership import PtvLink

if TYPE_CHECKING:
    from followon.people.models import User

VISIT_WORDS = 300


class Happened(models.TextChoices):
    """What a volunteer says of a date: it is their word, and changes nothing in the group."""

    MET = "met", _("Yes, the group met")
    NOT_MET = "not_met", _("No, the group did not meet")
    NOT_THERE = "not_there", _("I could not be there")


class NeedsMore(models.TextChoices):
    NOTHING = "nothing", _("No, nothing more")
    VISIT = "visit", _("One more visit by a volunteer")
    CALL = "call", _("A call from the team to the coordinator")


class VisitNoteQuerySet(models.QuerySet["VisitNote"]):
    def visible_to(self, user: User) -> VisitNoteQuerySet:
        """Notes about groups of the services where this person is clinician or lead."""
        return self.filter(link__group__in=Group.objects.of_staff(user))

    def waiting(self) -> VisitNoteQuerySet:
        """Those that ask for something that nobody has taken on."""
        return self.exclude(needs=NeedsMore.NOTHING).filter(seen_at__isnull=True)


class VisitNote(models.Model):
    """What a volunteer tells the service about one visit: never shown to the group."""

    link = models.ForeignKey(PtvLink, on_delete=models.CASCADE, related_name="notes")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="visit_notes")
    happened = models.CharField(max_length=9, choices=Happened)
    needs = models.CharField(max_length=7, choices=NeedsMore, default=NeedsMore.NOTHING)
    words = models.CharField(max_length=VISIT_WORDS, blank=True)
    written_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = VisitNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "meeting"], name="one_note_per_visit"),
            models.CheckConstraint(
                condition=models.Q(seen_by__isnull=True) | models.Q(seen_at__isnull=False),
                name="a_note_taken_on_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.link_id} at {self.meeting_id}"
