from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.messaging.models import InboundText
from followon.people.models import STAFF_ROLES, PainService

from .group import Group

if TYPE_CHECKING:
    from followon.people.models import User


class ConcernSource(models.TextChoices):
    PAGE = "page", _("Note on the website")
    TEXT = "text", _("Text message")


class Priority(models.IntegerChoices):
    """Words raise it, nothing lowers it."""

    ORDINARY = 1, _("Ordinary")
    HIGH = 2, _("High priority")


class ConcernState(models.TextChoices):
    NEW = "new", _("New")
    READ = "read", _("Read")
    ACTED_ON = "acted_on", _("Acted on")
    CLOSED = "closed", _("Closed")


# Notes on what was done may follow one another; the rest only goes forward.
NEXT_CONCERN_STATES: dict[str, tuple[str, ...]] = {
    ConcernState.NEW: (ConcernState.READ,),
    ConcernState.READ: (ConcernState.ACTED_ON,),
    ConcernState.ACTED_ON: (ConcernState.ACTED_ON, ConcernState.CLOSED),
    ConcernState.CLOSED: (),
}
WORDS_KEPT = 2000
DONE_LENGTH = 300
# Stands for what was done once retention has removed it: a step has to say something.
REMOVED_WORDS = "–"


class ConcernQuerySet(models.QuerySet["Concern"]):
    def new(self) -> ConcernQuerySet:
        """Nobody has read them yet."""
        return self.filter(state=ConcernState.NEW)

    def still_open(self) -> ConcernQuerySet:
        """Not closed."""
        return self.exclude(state=ConcernState.CLOSED)

    def of_person(self, user: User) -> ConcernQuerySet:
        """What this person raised, the latest first."""
        return self.filter(raised_by=user).order_by("-raised_at", "pk")

    def visible_to(self, user: User) -> ConcernQuerySet:
        """Those of the viewer's services; one that belongs to no service is the operator's."""
        posts = user.posts.filter(ended_at__isnull=True, role__in=STAFF_ROLES)
        return self.filter(service__in=posts.values("service"))

    def by_urgency(self) -> ConcernQuerySet:
        """New ones first, then read, then acted on; among them high priority, then what is due."""
        order = {state: place for place, state in enumerate(ConcernState.values)}
        rank = models.Case(
            *[models.When(state=state, then=place) for state, place in order.items()],
            output_field=models.IntegerField(),
        )
        return self.annotate(rank=rank).order_by("rank", "-priority", "due_at", "raised_at", "pk")


class Concern(models.Model):
    """Something that somebody told the service: a note, or a text that answered no question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(
        PainService,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="concerns",
        help_text="Unknown for some texts: only the site's operator sees those.",
    )
    group = models.ForeignKey(
        Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="concerns",
    )
    source = models.CharField(max_length=4, choices=ConcernSource)
    inbound = models.OneToOneField(
        InboundText, on_delete=models.PROTECT, null=True, blank=True, related_name="concern"
    )
    words = models.TextField(max_length=WORDS_KEPT)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.ORDINARY)
    state = models.CharField(max_length=8, choices=ConcernState, default=ConcernState.NEW)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source=ConcernSource.TEXT, inbound__isnull=False)
                | models.Q(source=ConcernSource.PAGE, inbound__isnull=True, service__isnull=False),
                name="concern_has_its_text_or_its_service",
            ),
            models.CheckConstraint(
                condition=models.Q(due_at__gt=models.F("raised_at")),
                name="concern_is_due_after_it_was_raised",
            ),
        ]
        indexes = [
            models.Index(
                fields=["raised_at"],
                name="concern_new",
                condition=models.Q(state=ConcernState.NEW),
            ),
            models.Index(fields=["service", "state"], name="concern_service_state"),
        ]

    def __str__(self) -> str:
        return f"concern {self.pk}: {self.state}"

    @property
    def is_high(self) -> bool:
        return self.priority == Priority.HIGH

    @property
    def is_read(self) -> bool:
        return self.state != ConcernState.NEW

    def is_overdue(self, now: datetime) -> bool:
        """Nobody has read it by when it was due."""
        return self.state == ConcernState.NEW and self.due_at <= now


class ConcernStep(models.Model):
    """One step of what the service did with a concern: who, when, and what was done."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=8, choices=ConcernState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=DONE_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "state"],
                condition=models.Q(state__in=[ConcernState.READ, ConcernState.CLOSED]),
                name="read_once_and_closed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ConcernState.ACTED_ON) & ~models.Q(note="")
                | models.Q(state__in=[ConcernState.READ, ConcernState.CLOSED], note=""),
                name="a_step_says_what_was_done",
            ),
        ]
        indexes = [models.Index(fields=["concern", "at"], name="concern_step_at")]

    def __str__(self) -> str:
        return f"{self.state} {self.concern_id}"
