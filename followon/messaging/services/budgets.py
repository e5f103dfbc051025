"""What a service pays for texts and how much it means to spend."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from followon.audit.services import record
from followon.people.models import PainService, User

from ..models import TextBudget


@transaction.atomic
def set_budget(
    *,
    service: PainService,
    pence: Decimal | None,
    pounds_a_month: int | None,
    by: User | None,
    now: datetime,
) -> TextBudget:
    """Price for each fragment in pence, and the month's limit in pounds; None: no limit."""
    budget, _made = TextBudget.objects.update_or_create(
        service=service, defaults={"pence": pence, "pounds_a_month": pounds_a_month}
    )
    record(
        "texts.budget_set",
        service,
        by=by,
        now=now,
        service=service,
        pence=str(pence) if pence is not None else None,
        pounds_a_month=pounds_a_month,
    )
    return budget
