"""The service's directory of places, for those who keep it."""

from django.db.models import QuerySet
from django.db.models.functions import Lower

from followon.people.models import User
from groups.models import Place


def visible_places(user: User) -> QuerySet[Place]:
    """Every place of the directory, those that were struck off too; never anybody's home."""
    places = Place.objects.directory_of(user).select_related("service", "checked_by")
    return places.order_by("service__name", Lower("name"), "pk")
