"""Taking somebody's second factor away, so that they set up another at their next sign-in."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from followon.audit.services import record
from followon.people.models import PainService, User

from .sending import send_notice

RESET = "second_factor_reset"


def with_second_factor(user_ids: Collection[Any]) -> set[Any]:
    """Those of these people who have set one up."""
    apps = Authenticator.objects.filter(user__in=user_ids).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    return set(apps.values_list("user_id", flat=True))


@transaction.atomic
def reset_second_factor(
    *, user: User, service: PainService | None, by: User | None, now: datetime
) -> bool:
    """Forget app and recovery codes, end every session, and tell them; False if there was none.

    Whoever has their phone or mailbox could then sign in as them: so they are told at once.
    """
    gone, _rows = Authenticator.objects.filter(user=user).delete()
    if not gone:
        return False
    user.set_unusable_password()  # the hash in every session of theirs no longer fits
    user.save(update_fields=["password"])
    record("sign_in.second_factor_reset", user, by=by, now=now, service=service)
    send_notice(user=user, what=RESET, now=now)
    return True
