"""A person's own plan for a flare-up."""

from datetime import datetime

from django.db import transaction

from followon.people.models import User

from ..models import FlareUpPlan


@transaction.atomic
def write_plan(*, user: User, words: dict[str, str], now: datetime) -> FlareUpPlan:
    """Keep the plan; `words` by the names of its fields."""
    plan, _made = FlareUpPlan.objects.update_or_create(
        user=user, defaults={**words, "changed_at": now}
    )
    return plan
