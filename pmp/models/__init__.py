"""The service's side: programmes, participants, hand-overs."""

from .area import Area
from .handover import Handover
from .participant import (
    WANTS_TO_MEET,
    Fit,
    JobWish,
    Participant,
    PartOfDay,
    TimeFit,
    Travel,
    Weekday,
    Wish,
)
from .plan import Plan, PlannedGroup, PlannedPerson
from .programme import Programme, Session, Site
from .reaching import CLOSES, ReachingTry, What
from .tick import Tick
from .upload import Upload

__all__ = [
    "CLOSES",
    "WANTS_TO_MEET",
    "Area",
    "Fit",
    "Handover",
    "JobWish",
    "PartOfDay",
    "Participant",
    "Plan",
    "PlannedGroup",
    "PlannedPerson",
    "Programme",
    "ReachingTry",
    "Session",
    "Site",
    "Tick",
    "TimeFit",
    "Travel",
    "Upload",
    "Weekday",
    "What",
    "Wish",
]
