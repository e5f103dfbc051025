"""The participant's questions and their order. Pure."""

from enum import StrEnum


class Step(StrEnum):
    """One question, one page; the value stands in its address."""

    WISH = "keep-meeting"
    REACH = "reach-you"
    SHARING = "sharing"
    LANGUAGE = "language"
    TIMES = "times"
    HARD = "hard-times"
    TRAVEL = "travel"
    ACCESS = "access"
    COMMUNICATION = "communication"
    JOBS = "jobs"


ORDER = tuple(Step)
# Of the person and not of the programme: whoever is in a group already is reached, shown to others
# and met with by these, so a link that somebody else may have found does not open them.
PERSONAL = (Step.REACH, Step.SHARING, Step.LANGUAGE, Step.ACCESS, Step.COMMUNICATION)


def order_for(*, settled: bool, languages: int) -> tuple[Step, ...]:
    """The questions that a link asks somebody; the language only where there is a choice."""
    left_out = PERSONAL if settled else ()
    return tuple(step for step in asked_where(languages) if step not in left_out)


def asked_where(languages: int) -> tuple[Step, ...]:
    """All questions of a site that speaks so many languages."""
    return tuple(step for step in ORDER if languages > 1 or step != Step.LANGUAGE)


def after(step: str, order: tuple[Step, ...] = ORDER) -> Step | None:
    """The question of `order` that follows; None after the last one."""
    place = ORDER.index(Step(step))
    return next((one for one in order if ORDER.index(one) > place), None)


def before(step: str, order: tuple[Step, ...] = ORDER) -> Step | None:
    """The question of `order` that stands before; None before the first one."""
    place = ORDER.index(Step(step))
    return next((one for one in reversed(order) if ORDER.index(one) < place), None)


def further(one: str, other: str) -> str:
    """Which of two questions comes later; "" stands before all."""
    return max(one, other, key=lambda step: ORDER.index(Step(step)) if step else -1)
