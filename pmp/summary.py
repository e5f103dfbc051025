"""What a participant answered, question by question, in words for a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from followon.pages.words import phone as spaced
from followon.people.models import (
    AccessNeed,
    Audience,
    CommunicationNeed,
    ContactKind,
    Reach,
    SharedThing,
)
from groups.models import JobKind

from .fitting import Slot
from .models import PartOfDay, Travel, Weekday, Wish
from .queries.answers import Answers
from .steps import Step


@dataclass(frozen=True)
class Said:
    """One question and the lines of its answer; none when it was skipped."""

    step: Step
    question: str
    lines: tuple[str, ...]


def summary_of(answers: Answers, *, with_contacts: bool = True) -> list[Said]:
    """Every question in order; only the first where the answer was "not for me"."""
    participant = answers.participant
    wish = str(Wish(participant.wish).label) if participant.wish else ""
    said = [Said(Step.WISH, _("Keep meeting"), lines(wish))]
    if participant.wish == Wish.NO:
        return said
    travel = str(Travel(participant.travel).label) if participant.travel else ""
    return [
        *said,
        Said(Step.REACH, _("How to reach you"), reach_lines(answers, with_contacts)),
        Said(Step.SHARING, _("What you share"), sharing_lines(answers)),
        Said(Step.TIMES, _("Times that work"), slot_lines(answers.works)),
        Said(
            Step.HARD,
            _("Times that are hard"),
            (*slot_lines(answers.hard), *lines(participant.time_reason)),
        ),
        Said(Step.TRAVEL, _("Getting there"), lines(participant.area, travel)),
        Said(Step.ACCESS, _("What you need of a place"), labels(AccessNeed, answers.access)),
        Said(
            Step.COMMUNICATION,
            _("What helps you"),
            labels(CommunicationNeed, answers.communication),
        ),
        Said(Step.JOBS, _("Jobs you might take on"), labels(JobKind, answers.jobs)),
    ]


def lines(*words: str) -> tuple[str, ...]:
    return tuple(word for word in words if word)


def labels(choices: type, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(choices(code).label) for code in codes)


def reach_lines(answers: Answers, with_contacts: bool) -> tuple[str, ...]:
    by = str(Reach(answers.reach).label)
    if not with_contacts:
        return (by,)
    email = ContactKind.EMAIL
    return (
        by,
        *(one.value if one.kind == email else spaced(one.value) for one in answers.contacts),
    )


def sharing_lines(answers: Answers) -> tuple[str, ...]:
    """Whom each thing is shared with; that nothing is shared is an answer too."""
    chosen = [
        f"{SharedThing(thing).label}: {_lower(Audience(audience).label)}"
        for thing, audience in answers.shared.items()
        if audience != Audience.NOBODY
    ]
    return tuple(chosen) or (_("Nothing"),)


def slot_lines(slots: Iterable[Slot]) -> tuple[str, ...]:
    """Every day: evening. Tuesday: morning, midday."""
    by_day: dict[int, set[str]] = {day: set() for day in Weekday.values}
    for slot in slots:
        by_day[slot.weekday].add(slot.part)
    always = set.intersection(*by_day.values())
    daily = (
        (_("Every day"), always),
        *((Weekday(day).label, by_day[day] - always) for day in by_day),
    )
    return tuple(f"{day}: {day_parts(parts)}" for day, parts in daily if parts)


def day_parts(parts: set[str]) -> str:
    if parts == set(PartOfDay.values):
        return _("all day")
    return ", ".join(_lower(part.label) for part in PartOfDay if part.value in parts)


def _lower(label: str | Promise) -> str:
    return str(label).lower()
