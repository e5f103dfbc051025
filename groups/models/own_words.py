from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .group import Group
from .membership import Membership, PtvLink

if TYPE_CHECKING:
    from followon.people.models import User


class ShownTo(models.TextChoices):
    NOBODY = "nobody", _("Nobody but me")
    GROUP = "group", _("Everyone in one of my groups")
    PERSON = "person", _("One person in one of my groups")


class OwnWordsQuerySet(models.QuerySet[Any]):
    def readable_by(self, reader: User) -> OwnWordsQuerySet:
        """What is the reader's own, and what others show to their group or to them, as of now.

        Whoever left a group, on either side, is out at once; staff of the service are never in.
        """
        owner_is_in = Membership.objects.open().filter(user=models.OuterRef("user"))
        groups = models.Q(group__in=Membership.objects.open().filter(user=reader).values("group"))
        groups |= models.Q(group__in=PtvLink.objects.open().filter(user=reader).values("group"))
        together = owner_is_in.filter(
            group__in=Membership.objects.open().filter(user=reader).values("group")
        )
        return self.filter(
            models.Q(user=reader)
            | groups
            & models.Q(shown_to=ShownTo.GROUP)
            & models.Exists(owner_is_in.filter(group=models.OuterRef("group")))
            | models.Q(shown_to=ShownTo.PERSON, person=reader) & models.Exists(together)
        )


class OwnWords(models.Model):
    """Something a person writes for themselves; private until they show it, never to staff."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    shown_to = models.CharField(max_length=6, choices=ShownTo, default=ShownTo.NOBODY)
    group = models.ForeignKey(
        Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    changed_at = models.DateTimeField()

    objects = OwnWordsQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shown_to=ShownTo.GROUP, person__isnull=True)
                | models.Q(shown_to=ShownTo.PERSON, group__isnull=True)
                | models.Q(shown_to=ShownTo.NOBODY, group__isnull=True, person__isnull=True),
                name="%(class)s_shown_to_one_at_most",
            )
        ]
