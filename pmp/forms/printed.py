"""The questions as they are printed: from the same forms as the pages, so both say the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from ..queries.answers import Answers
from .paper import paper_forms
from .questions import QuestionForm
from .times import TimesForm

SHORT = 26  # letters, so that two fit on a line of large print


@dataclass(frozen=True)
class Box:
    """Something to tick."""

    label: str
    hint: str = ""


@dataclass(frozen=True)
class PrintedField:
    """Boxes to tick, or lines to write on; `label` is empty where the question says it already."""

    label: str
    hint: str
    boxes: tuple[Box, ...] = ()
    lines: int = 0

    @property
    def side_by_side(self) -> bool:
        """Short words stand next to each other."""
        return all(len(box.label) <= SHORT and not box.hint for box in self.boxes)


@dataclass(frozen=True)
class PrintedQuestion:
    """One question; `grid` where days and parts of the day are ticked."""

    step: str
    title: str
    intro: str
    fields: tuple[PrintedField, ...] = ()
    grid: TimesForm | None = None


def printed_questions(answers: Answers) -> list[PrintedQuestion]:
    """Every question in order, with nothing filled in."""
    return [_printed(form) for form in paper_forms(None, answers)]


def _printed(form: QuestionForm) -> PrintedQuestion:
    grid = form if isinstance(form, TimesForm) else None
    return PrintedQuestion(
        step=form.step.value,
        title=str(form.title),
        intro=str(form.intro),
        fields=() if grid else tuple(_fields(form)),
        grid=grid,
    )


def _fields(form: QuestionForm) -> Iterator[PrintedField]:
    for name, field in form.fields.items():
        label = "" if name == form.heading else str(field.label)
        yield PrintedField(label, str(field.help_text), _boxes(field), _lines(field))


def _boxes(field: forms.Field) -> tuple[Box, ...]:
    choices: Any = getattr(field, "choices", ())
    hints = getattr(field, "option_hints", {})
    return tuple(Box(str(label), str(hints.get(value, ""))) for value, label in choices)


def _lines(field: forms.Field) -> int:
    if hasattr(field, "choices"):
        return 0
    return 2 if isinstance(field.widget, forms.Textarea) else 1
