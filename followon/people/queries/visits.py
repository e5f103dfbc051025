"""What somebody is asked when they come by."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, FilteredRelation, OuterRef, Q

from ..models import Contact, Need, Role, StaffPost, User, labels_of

CONTACT = ("pk", "kind", "value", "dead_since", "second_chances")


@dataclass(frozen=True)
class Visit:
    """`unreachable` is where nothing arrives; `to_check` are the needs, once a year has passed."""

    unreachable: list[Contact]
    needs: list[str]
    needs_are_due: bool
    is_ptv: bool

    @property
    def to_check(self) -> list[str]:
        return self.needs if self.needs_are_due else []


def visit_of(user: User, *, today: date) -> Visit:
    """All that a first page asks its person, in one query."""
    needs = Need.objects.filter(user=OuterRef("pk"))
    helps = StaffPost.objects.open().filter(user=OuterRef("pk"), role=Role.PTV)
    dead = Q(contacts__dead_since__isnull=False)
    found = User.objects.filter(pk=user.pk).annotate(
        dead=FilteredRelation("contacts", condition=dead),
        codes=ArraySubquery(needs.values("code")),
        is_due=Exists(needs.due(today)),
        helps=Exists(helps),
    )
    rows = list(
        found.order_by("dead__kind").values_list(
            "codes", "is_due", "helps", *(f"dead__{name}" for name in CONTACT)
        )
    )
    codes, is_due, helps_now, *_first = rows[0]
    contacts = [dict(zip(CONTACT, values, strict=True)) for _c, _d, _h, *values in rows]
    return Visit(
        unreachable=[Contact(user_id=user.pk, **one) for one in contacts if one["pk"] is not None],
        needs=labels_of(codes),
        needs_are_due=is_due,
        is_ptv=helps_now,
    )
