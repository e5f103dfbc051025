"""Several counts in one query."""

from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from followon.people.models import User


def counted(user: User, **found: QuerySet[Any]) -> dict[str, int]:
    """How many rows each of these querysets has; `user` is the one row that carries the counts."""
    counts = {
        name: Coalesce(
            Subquery(
                rows.order_by()
                .annotate(all_together=Value(1))
                .values("all_together")
                .annotate(number=Count("pk", distinct=True))
                .values("number"),
                output_field=IntegerField(),
            ),
            0,
        )
        for name, rows in found.items()
    }
    return dict(User.objects.filter(pk=user.pk).values(**counts).get())
