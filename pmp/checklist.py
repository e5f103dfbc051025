"""What a team does in the last three sessions (A2 of the study's account): data, and pure rules.

Tasks that the system can see for itself tick themselves; the rest are ticked by whoever did them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(StrEnum):
    """The last session but two, the last but one, the last."""

    INTRODUCE = "introduce"
    PLAN = "plan"
    COMMIT = "commit"


STAGE_NAMES = {Stage.INTRODUCE: _("Introduce"), Stage.PLAN: _("Plan"), Stage.COMMIT: _("Commit")}


class Known(StrEnum):
    """What the system sees for itself."""

    ASKED = "asked"
    ANSWERED = "answered"
    FIRST_DATE = "first_date"
    SHARING = "sharing"
    COORDINATOR = "coordinator"
    DEPUTY = "deputy"
    VOLUNTEER = "volunteer"
    REACHED = "reached"


@dataclass(frozen=True)
class Task:
    """One thing to do; an optional one is nothing that a team is missing."""

    code: str
    stage: Stage
    text: str | Promise
    hint: str | Promise = ""
    is_for_volunteer: bool = False
    is_optional: bool = False

    @property
    def is_automatic(self) -> bool:
        return self.code in list(Known)


_IF_THERE_IS = _("If a volunteer helps. Many groups do well without one.")

TASKS: tuple[Task, ...] = (
    Task(
        "story",
        Stage.INTRODUCE,
        _("The volunteer tells what a group has been like"),
        _IF_THERE_IS,
        is_for_volunteer=True,
        is_optional=True,
    ),
    Task(
        "leaflet",
        Stage.INTRODUCE,
        _("Give out the leaflet and show the film"),
        _("The leaflet has the link to the film, if your service chose one."),
    ),
    Task(
        Known.ASKED,
        Stage.INTRODUCE,
        _("Ask each person in private if they would like to keep meeting"),
        _("By text, email or a printed slip. Nobody answers in front of the others."),
    ),
    Task(
        "area_and_times",
        Stage.PLAN,
        _("Talk about the area, days and times"),
        _("Some times are hard for some people. They need not say why."),
    ),
    Task("place", Stage.PLAN, _("Think of places: step-free, quiet, easy to reach")),
    Task("rhythm", Stage.PLAN, _("Agree how often to meet")),
    Task("channel", Stage.PLAN, _("Agree how to keep in touch")),
    Task(
        "jobs",
        Stage.PLAN,
        _("Ask who might take on a job for a while"),
        _("Two people share the running, so that nobody carries it alone."),
        is_for_volunteer=True,
    ),
    Task("agreement", Stage.PLAN, _("Write the group agreement together")),
    Task(Known.ANSWERED, Stage.PLAN, _("Everybody has answered")),
    Task(
        Known.FIRST_DATE,
        Stage.COMMIT,
        _("Fix the first date and place, and hand over"),
        _("Groups without a first date seldom begin."),
    ),
    Task(Known.COORDINATOR, Stage.COMMIT, _("Somebody is coordinator")),
    Task(Known.DEPUTY, Stage.COMMIT, _("Somebody is deputy")),
    Task(
        Known.SHARING,
        Stage.COMMIT,
        _("Each person has chosen in private what to share"),
        _("Sharing nothing is a choice too."),
    ),
    Task("help_page", Stage.COMMIT, _("Show everybody where to find help, and how to tell us")),
    Task(
        Known.VOLUNTEER,
        Stage.COMMIT,
        _("A volunteer comes along to the first 3 meetings"),
        _IF_THERE_IS,
        is_optional=True,
    ),
    Task(
        Known.REACHED,
        Stage.COMMIT,
        _("A message has reached everybody who wants to meet"),
        _("Until then, somebody may be waiting for us in vain."),
    ),
)
BY_CODE = {task.code: task for task in TASKS}
LOUDEST = Known.FIRST_DATE


@dataclass(frozen=True)
class Ticked:
    """Who ticked a task and when."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Line:
    """One task as it stands."""

    task: Task
    is_done: bool
    ticked: Ticked | None = None


class Dated(Protocol):
    """A session, as far as its day goes."""

    @property
    def date(self) -> date: ...


S = TypeVar("S")
D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class Part(Generic[S]):
    """One stage with its session, where the programme has so many."""

    stage: Stage
    session: S | None
    lines: tuple[Line, ...]

    @property
    def left(self) -> int:
        """How many still have to be done."""
        return sum(not line.is_done and not line.task.is_optional for line in self.lines)


def parts(
    sessions: Sequence[S], known: Collection[str], ticked: Mapping[str, Ticked]
) -> tuple[Part[S], ...]:
    """The three lists; `sessions` are in order, and the last three carry them."""
    last = dict(zip(reversed(Stage), reversed(sessions), strict=False))
    return tuple(
        Part(
            stage,
            last.get(stage),
            tuple(_line(task, known, ticked) for task in TASKS if task.stage == stage),
        )
        for stage in Stage
    )


def for_volunteer(lists: Sequence[Part[S]]) -> tuple[Part[S], ...]:
    """Without the tasks whose state tells what people answered: that is between them and staff."""
    private = {Known.ANSWERED, Known.SHARING, Known.REACHED}
    return tuple(
        replace(part, lines=tuple(line for line in part.lines if line.task.code not in private))
        for part in lists
    )


def open_by(lists: Sequence[Part[D]], day: date) -> int:
    """How many tasks are open of the sessions that lie before that day, or on it."""
    return sum(part.left for part in lists if part.session and part.session.date <= day)


def is_done(lists: Sequence[Part[S]], code: str) -> bool:
    """Whether that task is done."""
    return any(line.is_done for part in lists for line in part.lines if line.task.code == code)


def _line(task: Task, known: Collection[str], ticked: Mapping[str, Ticked]) -> Line:
    if task.is_automatic:
        return Line(task, task.code in known)
    return Line(task, task.code in ticked, ticked.get(task.code))
