from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.people.models import STAFF_ROLES, PainService

if TYPE_CHECKING:
    from followon.people.models import User


# After the last session staff still hand over and reach those whom no message reached.
WINDING_UP = timedelta(weeks=8)


class Site(models.Model):
    """Where a pain service runs its programmes."""

    service = models.ForeignKey(PainService, on_delete=models.CASCADE, related_name="sites")
    name = models.CharField(max_length=80)
    town = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "name"], name="site_named_once_per_service")
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: User) -> ProgrammeQuerySet:
        """Programmes of the services where this person is clinician or lead."""
        return self.filter(
            site__service__posts__user=user,
            site__service__posts__ended_at__isnull=True,
            site__service__posts__role__in=STAFF_ROLES,
        )

    def of_ptv(self, user: User) -> ProgrammeQuerySet:
        """Programmes at which this person helps as patient tutor volunteer."""
        return self.filter(ptvs=user)

    def running(self, on: date) -> ProgrammeQuerySet:
        """Not yet handed over, however long past."""
        from .handover import Handover  # that module imports this one

        done = Handover.objects.standing().filter(programme=models.OuterRef("pk"))
        return self.filter(~models.Exists(done))

    def looked_after(self, on: date) -> ProgrammeQuerySet:
        """Running, and not long past: the team still sees how to reach the participants."""
        over = Session.objects.values("programme").annotate(last=models.Max("date"))
        return self.running(on).exclude(
            pk__in=over.filter(last__lt=on - WINDING_UP).values("programme")
        )


class Programme(models.Model):
    """A pain management programme (PMP): 8 to 12 weekly sessions for one cohort of patients."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=80)
    ptvs = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="programmes_as_ptv"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = ProgrammeQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def service(self) -> PainService:
        return self.site.service

    @property
    def is_handed_over(self) -> bool:
        """Whether its people are in groups now, or in other hands."""
        return not Programme.objects.running(date.min).filter(pk=self.pk).exists()

    def is_over(self, on: date) -> bool:
        """Whether its last session has been."""
        last = self.sessions.order_by("-date").values_list("date", flat=True).first()
        return last is not None and last < on

    def is_looked_after(self, on: date) -> bool:
        """Whether the team still sees how to reach the participants."""
        return Programme.objects.looked_after(on).filter(pk=self.pk).exists()


class Session(models.Model):
    """One weekly session of a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    date = models.DateField()
    time = models.TimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="session_numbered_once_per_programme"
            ),
            # Judged at the end: several move together, one after the other.
            models.UniqueConstraint(
                fields=["programme", "date"],
                name="one_session_a_day_per_programme",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return _("Session {number}").format(number=self.number)
