"""Fitting people, times and places together. Pure: no database, no clock, no settings."""

from .areas import FAR, AreaMap, normal
from .facts import Neighbour, Person, Place, Travels
from .joining import Joining, joinings
from .slots import DAYS, Slot, SlotFit, Times, best, fit, grid
from .splitting import Split, share, split
from .suggesting import Suggestion, options, suggest
from .weighing import FEWEST, LeftOut, Reason, Why, weigh

__all__ = [
    "DAYS",
    "FAR",
    "FEWEST",
    "AreaMap",
    "Joining",
    "LeftOut",
    "Neighbour",
    "Person",
    "Place",
    "Reason",
    "Slot",
    "SlotFit",
    "Split",
    "Suggestion",
    "Times",
    "Travels",
    "Why",
    "best",
    "fit",
    "grid",
    "joinings",
    "normal",
    "options",
    "share",
    "split",
    "suggest",
    "weigh",
]
