"""What a look at a group's health returns."""

from dataclasses import dataclass

STEADY = "steady"
WATCH = "watch"
NEEDS_A_HAND = "needs_a_hand"
NEW = "new"
RESTING = "resting"
ENDED = "ended"
LEVELS = (STEADY, WATCH, NEEDS_A_HAND, NEW, RESTING, ENDED)

INFORMATION = "information"
NOTICE = "notice"
SERIOUS = "serious"
SEVERITIES = (INFORMATION, NOTICE, SERIOUS)


@dataclass(frozen=True, slots=True)
class Flag:
    """One piece of evidence: what, how much it weighs, the facts, and the kindest next step."""

    code: str
    severity: str
    because: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Health:
    """A group's level, the largest evidence first, and how likely it is that it is fading."""

    level: str
    flags: tuple[Flag, ...]
    probability: float
