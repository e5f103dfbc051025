"""Places with what they have and lack, areas with their neighbours, a group that takes people."""

from datetime import datetime, timedelta

from followon.people.models import AccessNeed, PainService, User
from groups.models import Group, Place, PlaceCost, PlaceKind
from groups.services.groups import welcome_newcomers
from groups.services.places import add_place, change_place
from pmp.services.areas import add_area

WELCOMING = "Larkfield A"
# Each area, its neighbours among those above it, and other words for it.
AREAS = (
    ("Larkfield", (), ("Larkfield Park", "Lark Rise")),
    ("Ashmead", ("Larkfield",), ("Ashmead Road",)),
    ("Wick Green", ("Ashmead",), ("Wick",)),
    ("Fernhill", ("Wick Green",), ()),
    ("Saltmarsh", ("Fernhill",), ("The Marsh",)),
    ("Millbrook", ("Saltmarsh",), ()),
    ("Dunmere", ("Millbrook",), ()),
    ("Coldharbour", ("Dunmere",), ()),
    ("Pennyfield", ("Coldharbour",), ()),
)
NEED = AccessNeed
# Name, area, cost, what it has, what it lacks, days since somebody looked.
FACTS = (
    (
        "The Copper Kettle",
        "Ashmead",
        PlaceCost.DRINKS,
        (NEED.STEP_FREE, NEED.SEATING, NEED.TOILET, NEED.BUS, NEED.WARM, NEED.PARKING),
        (),
        20,
    ),
    (
        "The Wheatsheaf",
        "Wick Green",
        PlaceCost.DRINKS,
        (NEED.SEATING, NEED.PARKING, NEED.WARM),
        (NEED.STEP_FREE, NEED.QUIET),
        95,
    ),
    (
        "Larkfield Craft Room",
        "Larkfield",
        PlaceCost.HIRE,
        (NEED.STEP_FREE, NEED.SEATING, NEED.TOILET, NEED.QUIET),
        (NEED.PARKING, NEED.BUS),
        210,
    ),
)


def directory(*, service: PainService, clinician: User, now: datetime) -> None:
    """What a service would have gathered after some years."""
    areas = {}
    for name, near, also in AREAS:
        beside = [areas[other] for other in near]
        areas[name] = add_area(
            service=service, name=name, also=also, near=beside, by=clinician, now=now
        )
    for name, town, cost, has, lacks, days in FACTS:
        place = Place.objects.filter(service=service, group=None, name=name).earliest("pk")
        change_place(
            place=place,
            kind=place.kind,
            name=name,
            address=place.address,
            town=town,
            how_to_get_there="",
            access=has,
            lacks=lacks,
            cost=cost,
            checked_on=now.date() - timedelta(days=days),
            by=clinician,
            now=now,
        )
    add_place(
        service=service,
        kind=PlaceKind.COMMUNITY,
        name="Ashmead Library Room",
        address="4 Station Road, Ashmead",
        town="Ashmead",
        access=(NEED.STEP_FREE, NEED.QUIET),
        cost=PlaceCost.FREE,
        checked_on=now.date() - timedelta(days=400),
        by=clinician,
        now=now,
    )
    group = Group.objects.get(service=service, name=WELCOMING)
    coordinator = group.memberships.earliest("pk").user
    welcome_newcomers(group=group, welcomes=True, by=coordinator, now=now)
