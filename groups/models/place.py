from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.people.models import PainService

from .group import Group

if TYPE_CHECKING:
    from followon.people.models import User


class PlaceKind(models.TextChoices):
    CAFE = "cafe", _("Café")
    PUB = "pub", _("Pub or bar")
    COMMUNITY = "community", _("Community space")
    PRIVATE_SPACE = "private", _("Private space")
    HOME = "home", _("Somebody's home")
    RESTAURANT = "restaurant", _("Restaurant")
    OTHER = "other", _("Somewhere else")


class PlaceQuerySet(models.QuerySet["Place"]):
    def for_group(self, group: Group) -> PlaceQuerySet:
        """The service's directory and the group's own places; never another group's."""
        return self.filter(
            models.Q(service=group.service, group__isnull=True) | models.Q(group=group)
        )

    def directory_of(self, user: User) -> PlaceQuerySet:
        """The directory of the services where this person is staff; homes are not in it."""
        return self.filter(
            group__isnull=True, service__posts__user=user, service__posts__ended_at__isnull=True
        )


class Place(models.Model):
    """Where groups meet. A place with a `group` is private to it: often somebody's home."""

    service = models.ForeignKey(PainService, on_delete=models.CASCADE, related_name="places")
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="own_places"
    )
    kind = models.CharField(max_length=10, choices=PlaceKind, default=PlaceKind.CAFE)
    name = models.CharField(max_length=40)
    address = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=60, blank=True)
    how_to_get_there = models.CharField(max_length=300, blank=True)
    access = models.JSONField(
        default=list, blank=True, help_text=_("Codes of AccessNeed that it meets.")
    )
    access_checked_on = models.DateField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=PlaceKind.HOME) | models.Q(group__isnull=False),
                name="a_home_stays_in_its_group",
            )
        ]

    def __str__(self) -> str:
        return self.name
