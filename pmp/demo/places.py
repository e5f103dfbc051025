"""What some members of a group need of a place, and one that is hard for somebody."""

from datetime import datetime

from followon.people.models import NeedKind
from followon.people.services.needs import set_needs
from groups.models import Group
from groups.services.hard_places import say_hard
from groups.services.places import add_place

NEEDS = {1: ["step_free"], 3: ["step_free", "bus"], 4: ["seating"]}
HARD_FOR = 5


def needs_and_places(group: Group, *, now: datetime) -> None:
    """Some needs, and a second place with many steps that the coordinator added."""
    members = list(group.memberships.open().select_related("user", "group").order_by("pk"))
    for number, codes in NEEDS.items():
        user = members[number].user
        set_needs(user=user, codes=codes, kinds=[NeedKind.ACCESS], by=user, now=now)
    steps = add_place(
        service=group.service,
        group=group,
        kind="pub",
        name="The Old Loft",
        address="9 Mill Lane",
        town=group.area,
        access=["warm", "seating"],
        lacks=["step_free"],
        how_to_get_there="Upstairs, by the door beside the bar.",
        by=members[0].user,
        now=now,
    )
    one = members[HARD_FOR]
    say_hard(place=steps, member=one, by=one.user, now=now)
