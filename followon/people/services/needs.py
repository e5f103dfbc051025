from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from followon.audit.services import record

from ..models import NEED_KIND_OF, Need, PainService, User
from .contacts import lock_person


@transaction.atomic
def set_needs(
    *,
    user: User,
    codes: Iterable[str],
    kinds: Iterable[str],
    by: User | None,
    now: datetime,
    service: PainService | None = None,
) -> list[Need]:
    """Make these the person's needs of these kinds; needs of other kinds stay as they are.

    Raises ValueError for a code that is of none of the kinds. Each is reviewed in a year.
    """
    codes, kinds = set(codes), set(kinds)
    strange = {code for code in codes if NEED_KIND_OF.get(code) not in kinds}
    if strange:
        raise ValueError(f"{sorted(strange)} are not needs of {sorted(kinds)}.")
    lock_person(user)
    user.needs.filter(kind__in=kinds).exclude(code__in=codes).delete()
    for code in sorted(codes):
        Need.objects.update_or_create(
            user=user,
            code=code,
            defaults={
                "kind": NEED_KIND_OF[code],
                "recorded_at": now,
                "review_on": _a_year_after(timezone.localdate(now)),
            },
        )
    record(
        "needs.set", user, by=by, now=now, service=service, kinds=sorted(kinds), count=len(codes)
    )
    return list(user.needs.filter(kind__in=kinds).order_by("code"))


@transaction.atomic
def confirm_needs(
    *, user: User, by: User, now: datetime, service: PainService | None = None
) -> int:
    """All that is recorded is still right: asked again in a year. Returns how many needs."""
    lock_person(user)
    count = user.needs.update(recorded_at=now, review_on=_a_year_after(timezone.localdate(now)))
    record("needs.confirmed", user, by=by, now=now, service=service, count=count)
    return count


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
