"""Groups of the service that welcome newcomers, and when each usually meets."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from followon.people.models import PainService
from groups.models import Group, GroupState, Meeting, MeetingState

from ..fitting import Neighbour, Slot
from ..models import PartOfDay

LATELY = timedelta(days=365)
# A part of the day begins here; what is earlier belongs to the part before.
BEGINS = (
    (time(17), PartOfDay.EVENING),
    (time(13, 30), PartOfDay.AFTERNOON),
    (time(11, 30), PartOfDay.MIDDAY),
)


@dataclass(frozen=True)
class Nearby:
    """A group that could take somebody; `slot` is None where it has not met lately."""

    group: Group
    slot: Slot | None

    def for_fitting(self) -> Neighbour:
        return Neighbour(str(self.group.pk), self.group.area, self.slot)


def part_of(moment: time) -> str:
    """The part of the day in which something begins."""
    return next((part for begins, part in BEGINS if moment >= begins), PartOfDay.MORNING)


def groups_nearby(service: PainService, now: datetime) -> list[Nearby]:
    """Two queries; a group that rests takes nobody while it does."""
    groups = Group.objects.open().exclude(state=GroupState.RESTING)
    welcoming = list(groups.filter(service=service, welcomes_newcomers=True).order_by("name", "pk"))
    meetings = Meeting.objects.filter(group__in=welcoming, starts_at__gt=now - LATELY)
    told = meetings.exclude(state=MeetingState.CANCELLED).values_list("group", "date", "time")
    slots: dict[UUID, Counter[Slot]] = defaultdict(Counter)
    for group, date, at in told.order_by("-starts_at"):
        slots[group][Slot(date.weekday(), part_of(at))] += 1
    return [Nearby(group, usual(slots[group.pk])) for group in welcoming]


def usual(slots: Counter[Slot]) -> Slot | None:
    """The slot of most meetings, the latest of equals."""
    return slots.most_common(1)[0][0] if slots else None
