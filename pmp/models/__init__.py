"""The service's side: programmes, participants, hand-overs."""

from .agreement import Agreement, AgreementCode
from .area import Area
from .draft import Draft, DraftJob, DraftPerson
from .handover import HandedGroup, Handover, Placed
from .leaflet import LONGEST_PART, Leaflet, LeafletPart
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
from .stepped_back import SteppedBack
from .tick import Tick
from .upload import Upload

__all__ = [
    "CLOSES",
    "LONGEST_PART",
    "WANTS_TO_MEET",
    "Agreement",
    "AgreementCode",
    "Area",
    "Draft",
    "DraftJob",
    "DraftPerson",
    "Fit",
    "HandedGroup",
    "Handover",
    "JobWish",
    "Leaflet",
    "LeafletPart",
    "PartOfDay",
    "Participant",
    "Placed",
    "Plan",
    "PlannedGroup",
    "PlannedPerson",
    "Programme",
    "ReachingTry",
    "Session",
    "Site",
    "SteppedBack",
    "Tick",
    "TimeFit",
    "Travel",
    "Upload",
    "Weekday",
    "What",
    "Wish",
]
