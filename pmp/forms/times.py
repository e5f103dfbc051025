"""The two questions about times: a grid of what works, and what is hard in a few ticks."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.people.models import User

from ..fitting import DAYS, Slot
from ..models import PartOfDay, Weekday
from ..services import answers as services
from ..steps import Step
from .questions import LONGEST_REASON, QuestionForm

PARTS = PartOfDay.values


def as_value(slot: Slot) -> str:
    return f"{slot.weekday}-{slot.part}"


SLOTS = {as_value(Slot(day, part)): Slot(day, part) for day in DAYS for part in PARTS}


def slot_name(slot: Slot) -> str:
    """Tuesday afternoon."""
    return f"{Weekday(slot.weekday).label} {str(PartOfDay(slot.part).label).lower()}"


class TimesForm(QuestionForm):
    """Drawn by the template as a grid of days and parts."""

    step = Step.TIMES
    title = _("Which times work for you?")
    intro = _("Tick all that could work. Leave the rest.")
    heading = "works"

    works = forms.MultipleChoiceField(
        label=title,
        choices=[(value, value) for value in SLOTS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def answered(self) -> dict[str, Any]:
        return {"works": [as_value(slot) for slot in self.answers.works]}

    def save(self, *, by: User, now: datetime) -> None:
        works = [SLOTS[value] for value in self.cleaned_data["works"]]
        services.save_times(participant=self.participant, works=works, by=by, now=now)

    def parts(self) -> list[str]:
        return [str(part.label) for part in PartOfDay]

    def grid(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """A row for each day: its name, and for each part what its box needs."""
        ticked = set(self["works"].value() or ())
        return [
            (
                str(Weekday(day).label),
                [
                    {
                        "value": as_value(Slot(day, part)),
                        "name": slot_name(Slot(day, part)),
                        "ticked": as_value(Slot(day, part)) in ticked,
                    }
                    for part in PARTS
                ],
            )
            for day in DAYS
        ]


class HardForm(QuestionForm):
    """Whole days and whole parts of every day; what was ticked as working stays working."""

    step = Step.HARD
    title = _("Are any times hard for you?")
    intro = _(
        "For example afternoons, if you are worn out by then. We try to plan around them. "
        "What you ticked in the last question stays as it is."
    )

    hard_parts = forms.MultipleChoiceField(
        label=_("Times of day"),
        choices=PartOfDay.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    hard_days = forms.MultipleChoiceField(
        label=_("Days"),
        choices=Weekday.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    reason = forms.CharField(
        label=_("Is there a reason we should know?"),
        help_text=_("Only the team who runs your course reads this. Your group does not see it"),
        required=False,
        max_length=LONGEST_REASON,
        error_messages={"max_length": _("Use 200 letters or fewer")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def answered(self) -> dict[str, Any]:
        said = set(self.answers.hard) | set(self.answers.works)
        hard = set(self.answers.hard)

        def whole(slots: list[Slot]) -> bool:
            return set(slots) <= said and bool(hard & set(slots))

        return {
            "hard_parts": [part for part in PARTS if whole([Slot(day, part) for day in DAYS])],
            "hard_days": [day for day in DAYS if whole([Slot(day, part) for part in PARTS])],
            "reason": self.participant.time_reason,
        }

    def save(self, *, by: User, now: datetime) -> None:
        parts = set(self.cleaned_data["hard_parts"])
        days = {int(day) for day in self.cleaned_data["hard_days"]}
        services.save_times(
            participant=self.participant,
            hard=[slot for slot in SLOTS.values() if slot.part in parts or slot.weekday in days],
            reason=self.cleaned_data["reason"],
            by=by,
            now=now,
        )
