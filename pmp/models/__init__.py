"""The service's side: programmes, participants, hand-overs."""

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
from .programme import Programme, Session, Site
from .tick import Tick
from .upload import Upload

__all__ = [
    "WANTS_TO_MEET",
    "Fit",
    "Handover",
    "JobWish",
    "PartOfDay",
    "Participant",
    "Programme",
    "Session",
    "Site",
    "Tick",
    "TimeFit",
    "Travel",
    "Upload",
    "Weekday",
    "Wish",
]
