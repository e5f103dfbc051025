"""The participant's questions and their order. Pure."""

from enum import StrEnum


class Step(StrEnum):
    """One question, one page; the value stands in its address."""

    WISH = "keep-meeting"
    REACH = "reach-you"
    SHARING = "sharing"
    TIMES = "times"
    HARD = "hard-times"
    TRAVEL = "travel"
    ACCESS = "access"
    COMMUNICATION = "communication"
    JOBS = "jobs"


ORDER = tuple(Step)
# Of the person and not of the programme: whoever is in a group already is reached, shown to others
# and met with by these, so a link that somebody else may have found does not open them.
PERSONAL = (Step.REACH, Step.SHARING, Step.ACCESS, Step.COMMUNICATION)
ORDER_OF_SETTLED = tuple(step for step in ORDER if step not in PERSONAL)


def order_for(*, settled: bool) -> tuple[Step, ...]:
    """The questions that a link asks somebody."""
    return ORDER_OF_SETTLED if settled else ORDER


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
