"""What a participant answered, question by question, in words for a page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followon.pages import languages
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


# "You" is for the person; whoever else reads it reads "they".
FOR_THEM: dict[Step, str | Promise] = {
    Step.WISH: gettext_lazy("Keep meeting"),
    Step.REACH: gettext_lazy("How to reach you"),
    Step.SHARING: gettext_lazy("What you share"),
    Step.LANGUAGE: gettext_lazy("Language of messages"),
    Step.TIMES: gettext_lazy("Times that work"),
    Step.HARD: gettext_lazy("Times that are hard"),
    Step.TRAVEL: gettext_lazy("Getting there"),
    Step.ACCESS: gettext_lazy("What you need of a place"),
    Step.COMMUNICATION: gettext_lazy("What helps you"),
    Step.JOBS: gettext_lazy("Jobs you might take on"),
}
FOR_STAFF = FOR_THEM | {
    Step.REACH: gettext_lazy("How to reach them"),
    Step.SHARING: gettext_lazy("What they share"),
    Step.ACCESS: gettext_lazy("What they need of a place"),
    Step.COMMUNICATION: gettext_lazy("What helps them"),
    Step.JOBS: gettext_lazy("Jobs they might take on"),
}


def summary_for_staff(answers: Answers, *, with_contacts: bool) -> list[Said]:
    """As `summary_of`, about somebody else; who shares what stays between them and their group."""
    told = summary_of(answers, with_contacts=with_contacts)
    return [
        replace(said, question=str(FOR_STAFF[said.step]))
        for said in told
        if said.step != Step.SHARING
    ]


def summary_of(answers: Answers, *, with_contacts: bool = True) -> list[Said]:
    """Every question in order; only the first where the answer was "not for me"."""
    participant = answers.participant
    wish = str(Wish(participant.wish).label) if participant.wish else ""
    said = [_said(Step.WISH, lines(wish))]
    if participant.wish == Wish.NO:
        return said
    travel = str(Travel(participant.travel).label) if participant.travel else ""
    return [
        *said,
        _said(Step.REACH, reach_lines(answers, with_contacts)),
        _said(Step.SHARING, sharing_lines(answers)),
        *language_said(answers),
        _said(Step.TIMES, slot_lines(answers.works)),
        _said(
            Step.HARD,
            (*slot_lines(answers.hard), *lines(participant.time_reason)),
        ),
        _said(Step.TRAVEL, lines(participant.area, travel)),
        _said(Step.ACCESS, labels(AccessNeed, answers.access)),
        _said(
            Step.COMMUNICATION,
            labels(CommunicationNeed, answers.communication),
        ),
        _said(Step.JOBS, labels(JobKind, answers.jobs)),
    ]


def _said(step: Step, said: tuple[str, ...]) -> Said:
    return Said(step, str(FOR_THEM[step]), said)


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


def language_said(answers: Answers) -> list[Said]:
    """Nothing where there is no choice."""
    there = languages.available()
    if len(there) < 2:
        return []
    return [_said(Step.LANGUAGE, lines(there.get(answers.language, "")))]


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
