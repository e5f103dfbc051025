from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.people.models import PainService

LONGEST_PART = 1200


class LeafletPart(models.TextChoices):
    """What the leaflet speaks of, in its order; our words are in `pmp.leaflet`."""

    WHAT = "what", _("What a follow-on group is")
    IS_NOT = "is_not", _("What it is not")
    NO_IS_FINE = "no_is_fine", _("You can say no")
    PRIVATE = "private", _("Who sees your answer")
    COST = "cost", _("What it costs")
    WHAT_NEXT = "what_next", _("What happens next")


class Leaflet(models.Model):
    """A service's own words of its leaflet; an empty part stands in our words."""

    service = models.OneToOneField(PainService, on_delete=models.CASCADE, related_name="leaflet")
    what = models.TextField(max_length=LONGEST_PART, blank=True)
    is_not = models.TextField(max_length=LONGEST_PART, blank=True)
    no_is_fine = models.TextField(max_length=LONGEST_PART, blank=True)
    private = models.TextField(max_length=LONGEST_PART, blank=True)
    cost = models.TextField(max_length=LONGEST_PART, blank=True)
    what_next = models.TextField(max_length=LONGEST_PART, blank=True)
    film = models.URLField(max_length=300, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"leaflet of {self.service_id}"
