"""The eleven groups of Table 2 (Farr and others, Pain Medicine 2021) as the demo tells them.

Size, rhythm, months, place, channels, purpose and who shrank are the paper's; names and areas are
invented. `lately` are the last headcounts, oldest first: None is a date about which nobody said.
"""

from dataclasses import dataclass

from followon.people.models import Reach
from groups.models import PlaceKind, Rhythm


@dataclass(frozen=True)
class DemoGroup:
    """One group of Table 2: `most` people at its largest, `months` since its programme ended."""

    letter: str
    area: str
    most: int
    months: int
    rhythm: str
    gap_days: int
    place_kind: str
    place: str
    reach: str
    purposes: tuple[str, ...]
    lately: tuple[int | None, ...]
    days_since_last_date: int
    leavers: int = 0
    next_date_booked: bool = True
    deputy: bool = True
    hour: int = 14
    outside_channel: str = ""
    chooses_by_poll: bool = False


SOCIAL, GOALS, SKILLS = "social", "goal setting", "pain management techniques"

GROUPS = (
    DemoGroup(
        "A",
        "Larkfield",
        9,
        80,
        Rhythm.FORTNIGHTLY,
        14,
        PlaceKind.COMMUNITY,
        "Larkfield Craft Room",
        Reach.TEXT,
        (SOCIAL, GOALS, SKILLS, "hobbies and crafts", "exercise", "outings"),
        (8, 7, 8, 9, 7, 8),
        5,
        hour=11,
    ),
    DemoGroup(
        "B",
        "Ashmead",
        3,
        60,
        Rhythm.MONTHLY,
        28,
        PlaceKind.CAFE,
        "The Copper Kettle",
        Reach.TEXT,
        (SOCIAL, GOALS, SKILLS),
        (3, 3, 2, 3, 3, 3),
        12,
        hour=11,
    ),
    DemoGroup(
        "C",
        "Wick Green",
        8,
        23,
        Rhythm.MONTHLY,
        28,
        PlaceKind.PUB,
        "The Wheatsheaf",
        Reach.TEXT,
        (SOCIAL, SKILLS),
        (6, 6, 5, 6, 6, 6),
        16,
        leavers=2,
        hour=13,
    ),
    DemoGroup(
        "D",
        "Fernhill",
        8,
        18,
        Rhythm.SIX_TO_EIGHT_WEEKS,
        49,
        PlaceKind.CAFE,
        "Bay Tree Cafe",
        Reach.TEXT,
        (SOCIAL, SKILLS),
        (7, 6, 8, 7, 7),
        20,
        outside_channel="Facebook",
        chooses_by_poll=True,
    ),
    DemoGroup(
        "E",
        "Saltmarsh",
        6,
        13,
        Rhythm.WHEN_WE_MEET,
        35,
        PlaceKind.HOME,
        "At Bryony's",
        Reach.TEXT,
        (SOCIAL,),
        (6, 5, 5, 4, 3, 3),
        31,
        leavers=2,
        hour=19,
        next_date_booked=False,
        outside_channel="Facebook",
    ),
    DemoGroup(
        "F",
        "Millbrook",
        8,
        15,
        Rhythm.MONTHLY,
        28,
        PlaceKind.PRIVATE_SPACE,
        "Millbrook Rooms",
        Reach.EMAIL,
        (SKILLS, SOCIAL),
        (6, 6, 4, 4, 3, 2),
        24,
        leavers=2,
        next_date_booked=False,
    ),
    DemoGroup(
        "G",
        "Thornbury Road",
        8,
        12,
        Rhythm.SIX_TO_EIGHT_WEEKS,
        49,
        PlaceKind.CAFE,
        "Orchard Cafe",
        Reach.TEXT,
        (SOCIAL, GOALS, SKILLS, "outings"),
        (7, 6, 6, 5, 5),
        18,
        leavers=2,
        outside_channel="WhatsApp",
    ),
    DemoGroup(
        "H",
        "Dunmere",
        6,
        8,
        Rhythm.MONTHLY,
        28,
        PlaceKind.PUB,
        "The Lamplighter",
        Reach.TEXT,
        (SOCIAL, SKILLS),
        (6, 5, 4, 3),
        96,
        leavers=1,
        next_date_booked=False,
        deputy=False,
        hour=18,
    ),
    DemoGroup(
        "I",
        "Coldharbour",
        6,
        7,
        Rhythm.TWO_TO_THREE_MONTHS,
        77,
        PlaceKind.RESTAURANT,
        "Marigold's",
        Reach.EMAIL,
        (SOCIAL, SKILLS),
        (6, 5),
        40,
        hour=13,
    ),
    DemoGroup(
        "J",
        "Pennyfield",
        3,
        6,
        Rhythm.MONTHLY,
        28,
        PlaceKind.CAFE,
        "Corner Cup",
        Reach.TEXT,
        (SOCIAL, SKILLS),
        (3, 3, 2, None),
        11,
        leavers=1,
        next_date_booked=False,
        outside_channel="WhatsApp",
        hour=10,
    ),
    DemoGroup(
        "K",
        "Stoke Lacey",
        3,
        6,
        Rhythm.MONTHLY,
        28,
        PlaceKind.PUB,
        "The Drovers",
        Reach.EMAIL,
        (SKILLS,),
        (3,),
        160,
        next_date_booked=False,
        deputy=False,
        hour=17,
    ),
)
