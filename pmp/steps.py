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


def after(step: str) -> Step | None:
    """The question that follows; None after the last one."""
    place = ORDER.index(Step(step)) + 1
    return ORDER[place] if place < len(ORDER) else None


def before(step: str) -> Step | None:
    """The question that stands before; None before the first one."""
    place = ORDER.index(Step(step))
    return ORDER[place - 1] if place else None


def further(one: str, other: str) -> str:
    """Which of two questions comes later; "" stands before all."""
    return max(one, other, key=lambda step: ORDER.index(Step(step)) if step else -1)
