"""A person's own list for their next appointment."""

from datetime import datetime

from django.db import transaction

from followon.people.models import User

from ..models import GpItem, GpList


@transaction.atomic
def add_item(*, user: User, words: str, now: datetime) -> GpItem:
    """One more line; the list comes with its first."""
    gp_list, _made = GpList.objects.update_or_create(user=user, defaults={"changed_at": now})
    return GpItem.objects.create(gp_list=gp_list, words=words)


@transaction.atomic
def tick_item(*, item: GpItem, done: bool, now: datetime) -> None:
    """Said or asked, or not after all; twice is as once."""
    item.done_at = (item.done_at or now) if done else None
    item.save(update_fields=["done_at"])


@transaction.atomic
def remove_item(*, item: GpItem) -> None:
    item.delete()
