"""Hand-made people and places in few words."""

from pmp.fitting import AreaMap, Person, Place, Slot, Travels

PARTS = ["morning", "midday", "afternoon", "evening"]
MON_AM, TUE_MID, TUE_PM, THU_MID, SAT_AM = (
    Slot(0, "morning"),
    Slot(1, "midday"),
    Slot(1, "afternoon"),
    Slot(3, "midday"),
    Slot(5, "morning"),
)
# Bedminster – Southville – Centre – Easton, in one line; Bath is by itself.
TOWN = AreaMap(
    keys={
        "bedminster": "bed",
        "bs3": "bed",
        "southville": "sou",
        "centre": "cen",
        "bs1": "cen",
        "easton": "eas",
        "bath": "bat",
    },
    near={
        "bed": frozenset({"sou"}),
        "sou": frozenset({"cen"}),
        "cen": frozenset({"eas"}),
    },
)


def person(who, *works, hard=(), area="", travels=Travels.UNSAID, needs=()):
    return Person(who, frozenset(works), frozenset(hard), area, travels, frozenset(needs))


def place(key, area="", has=(), lacks=(), price=None):
    return Place(key, area, frozenset(has), frozenset(lacks), price)
