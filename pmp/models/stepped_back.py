from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from followon.people.models import STAFF_ROLES, PainService
from groups.models import Group

from .programme import Programme

if TYPE_CHECKING:
    from followon.people.models import User


class SteppedBackQuerySet(models.QuerySet["SteppedBack"]):
    def visible_to(self, user: User) -> SteppedBackQuerySet:
        """In the services where this person is clinician or lead."""
        posts = user.posts.filter(ended_at__isnull=True, role__in=STAFF_ROLES)
        return self.filter(service__in=posts.values("service"))

    def unseen(self) -> SteppedBackQuerySet:
        """Nobody of the team has taken note yet."""
        return self.filter(seen_at__isnull=True)


class SteppedBack(models.Model):
    """That a volunteer helps no longer: at a programme, a group, or, with neither, at all.

    No reason is kept, because none is asked.
    """

    service = models.ForeignKey(PainService, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SteppedBackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(programme__isnull=True) | models.Q(group__isnull=True),
                name="stepped_back_from_one_thing",
            )
        ]
        indexes = [models.Index(fields=["service", "seen_at"])]

    def __str__(self) -> str:
        return f"{self.user_id} stepped back"
