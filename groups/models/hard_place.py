from __future__ import annotations

from django.db import models

from .membership import Membership
from .place import Place


class HardPlace(models.Model):
    """That a place is hard for one member: private, and a count to whoever runs the group."""

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="hard_places")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "place"], name="a_place_is_hard_once_for_a_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id} for {self.member_id}"
