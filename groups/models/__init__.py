"""A group's life: who is in it, who runs it, when it meets, who says they come."""

from .answer import Answer, AnsweredBy, AnswerValue
from .group import OPEN_GROUP_STATES, RHYTHM_DAYS, EndedHow, Group, GroupState, Rhythm
from .health import GroupHealth, Level
from .job import RUNS_THE_GROUP, Job, JobKind, JobState
from .meeting import PAST_STATES, Attendance, Meeting, MeetingMove, MeetingState, Way
from .membership import LeavingReason, Membership, PtvLink
from .pause import Pause
from .place import Place, PlaceKind

__all__ = [
    "OPEN_GROUP_STATES",
    "PAST_STATES",
    "RHYTHM_DAYS",
    "RUNS_THE_GROUP",
    "Answer",
    "AnswerValue",
    "AnsweredBy",
    "Attendance",
    "EndedHow",
    "Group",
    "GroupHealth",
    "GroupState",
    "Job",
    "JobKind",
    "JobState",
    "LeavingReason",
    "Level",
    "Meeting",
    "MeetingMove",
    "MeetingState",
    "Membership",
    "Pause",
    "Place",
    "PlaceKind",
    "PtvLink",
    "Rhythm",
    "Way",
]
