from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.people.models import STAFF_ROLES, PainService

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


class PlaceCost(models.TextChoices):
    """What meeting there costs, cheapest first."""

    FREE = "free", _("Free")
    DRINKS = "drinks", _("Free if people buy a drink")
    HIRE = "hire", _("Has to be hired")


class PlaceQuerySet(models.QuerySet["Place"]):
    def for_group(self, group: Group) -> PlaceQuerySet:
        """The service's directory and the group's own places; never another group's.

        A place that was struck off stays for a group that has met there.
        """
        known = models.Q(pk__in=group.meetings.values("place"))
        return self.filter(known | models.Q(retired_at__isnull=True)).filter(
            models.Q(service=group.service, group__isnull=True) | models.Q(group=group)
        )

    def in_use(self) -> PlaceQuerySet:
        """Not struck off."""
        return self.filter(retired_at__isnull=True)

    def directory_of(self, user: User) -> PlaceQuerySet:
        """The directory of the services where this person is staff; homes are not in it."""
        posts = user.posts.filter(ended_at__isnull=True, role__in=STAFF_ROLES)
        return self.filter(group__isnull=True, service__in=posts.values("service"))


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
    lacks = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
        help_text=_("Codes of AccessNeed that it is known not to meet."),
    )
    access_checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cost = models.CharField(max_length=6, choices=PlaceCost, blank=True, db_default="")
    retired_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When the service struck it off its list.")
    )

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
