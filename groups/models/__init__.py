"""A group's life: who is in it, who runs it, when it meets, who says they come."""

from .answer import Answer, AnsweredBy, AnswerValue
from .concern import (
    DONE_LENGTH,
    NEXT_CONCERN_STATES,
    REMOVED_WORDS,
    WORDS_KEPT,
    Concern,
    ConcernSource,
    ConcernState,
    ConcernStep,
    Priority,
)
from .flare_up import PLAN_LENGTH, FlareUpPlan
from .goal import GOAL_LENGTH, Goal, GoalStep, Going
from .gp_list import GP_ITEM_LENGTH, GpItem, GpList
from .group import OPEN_GROUP_STATES, RHYTHM_DAYS, EndedHow, Group, GroupState, Rhythm
from .hard_place import HardPlace
from .health import GroupHealth, Level
from .help_words import HELP_WORDS_LENGTH, HelpWords
from .job import RUNS_THE_GROUP, Job, JobKind, JobState
from .meeting import PAST_STATES, Attendance, Meeting, MeetingMove, MeetingState, Way
from .membership import LeavingReason, Membership, PtvLink
from .own_words import OwnWords, ShownTo
from .pause import Pause
from .place import Place, PlaceCost, PlaceKind
from .poll import Poll, PollOption, PollState, Vote, VoteValue
from .priority_words import PriorityWords
from .reader import Reader
from .visit_note import VISIT_WORDS, Happened, NeedsMore, VisitNote

__all__ = [
    "DONE_LENGTH",
    "GOAL_LENGTH",
    "GP_ITEM_LENGTH",
    "HELP_WORDS_LENGTH",
    "NEXT_CONCERN_STATES",
    "OPEN_GROUP_STATES",
    "PAST_STATES",
    "PLAN_LENGTH",
    "REMOVED_WORDS",
    "RHYTHM_DAYS",
    "RUNS_THE_GROUP",
    "VISIT_WORDS",
    "WORDS_KEPT",
    "Answer",
    "AnswerValue",
    "AnsweredBy",
    "Attendance",
    "Concern",
    "ConcernSource",
    "ConcernState",
    "ConcernStep",
    "EndedHow",
    "FlareUpPlan",
    "Goal",
    "GoalStep",
    "Going",
    "GpItem",
    "GpList",
    "Group",
    "GroupHealth",
    "GroupState",
    "Happened",
    "HardPlace",
    "HelpWords",
    "Job",
    "JobKind",
    "JobState",
    "LeavingReason",
    "Level",
    "Meeting",
    "MeetingMove",
    "MeetingState",
    "Membership",
    "NeedsMore",
    "OwnWords",
    "Pause",
    "Place",
    "PlaceCost",
    "PlaceKind",
    "Poll",
    "PollOption",
    "PollState",
    "Priority",
    "PriorityWords",
    "PtvLink",
    "Reader",
    "Rhythm",
    "ShownTo",
    "VisitNote",
    "Vote",
    "VoteValue",
    "Way",
]
