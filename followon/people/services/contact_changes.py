"""A new number or address of one's own, in use only once a code that was sent there came back."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum

from django.db import transaction

from followon.audit.services import record

from ..models import ContactChange, User
from ..models.contact_change import KEPT

MOST_TRIES = 5


class Proof(Enum):
    """What became of a code that somebody typed."""

    RIGHT = "right"
    WRONG = "wrong"
    USED_UP = "used up"  # five wrong ones: this code opens nothing any more
    RUN_OUT = "run out"


@transaction.atomic
def begin_change(
    *, user: User, kind: str, value: str, code_hash: str, by: User | None, now: datetime
) -> ContactChange:
    """Remember what has to be proved; an earlier code for the same kind is no good any more."""
    _forget_old_ones(now)
    change, _made = ContactChange.objects.update_or_create(
        user=user,
        kind=kind,
        defaults={"value": value, "code_hash": code_hash, "tries": 0, "asked_at": now},
    )
    record("contact.change_asked", user, by=by, now=now, kind=str(kind))
    return change


@transaction.atomic
def prove(*, change: ContactChange, opens: Callable[[str], bool], now: datetime) -> Proof:
    """Whether the code that was typed is the one; a right one works once.

    `opens` says whether the typed code is the one behind a keyed hash.
    """
    found = ContactChange.objects.select_for_update().filter(pk=change.pk).first()
    if found is None or found.value != change.value or found.has_run_out(now):
        return Proof.RUN_OUT
    if found.tries >= MOST_TRIES:
        return Proof.USED_UP
    if opens(found.code_hash):
        found.delete()
        return Proof.RIGHT
    found.tries += 1
    found.save(update_fields=["tries"])
    return Proof.USED_UP if found.tries >= MOST_TRIES else Proof.WRONG


def _forget_old_ones(now: datetime) -> None:
    """Everybody's; what somebody else is just working on is left to the next."""
    old = ContactChange.objects.filter(asked_at__lte=now - KEPT).order_by("pk")
    mine = list(old.select_for_update(skip_locked=True).values_list("pk", flat=True))
    ContactChange.objects.filter(pk__in=mine).delete()


def drop_change(*, change: ContactChange) -> None:
    """They keep what they have."""
    ContactChange.objects.filter(pk=change.pk).delete()
