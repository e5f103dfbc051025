"""The questions on paper: all on one page, to be printed and to be typed in again."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.pages import languages
from followon.people.link_codes import CODE_LENGTH, read_code
from followon.people.models import SharedThing, User
from followon.people.queries.contacts import usable_contacts

from ..queries.answers import Answers
from ..services import answers as services
from ..steps import Step, asked_where
from .questions import QuestionForm
from .reaching import SharingForm
from .steps import FORM_OF


class AgreementForm(forms.Form):
    agreed = forms.BooleanField(
        label=_("The person agrees that I enter these answers for them"),
        error_messages={"required": _("Confirm that the person agrees")},
    )


class PaperSharingForm(SharingForm):
    """All that could be shared. What was chosen before is not shown: it is theirs, and stays."""

    def things(self) -> list[str]:
        return list(SharedThing.values)

    def answered(self) -> dict[str, Any]:
        return {}

    def shown_value(self, thing: str) -> str:
        return ""

    def save(self, *, by: User, now: datetime) -> None:
        there = {contact.kind for contact in usable_contacts(self.participant.user)}
        ticked = {
            thing: self.cleaned_data[f"share_{thing}"]
            for thing in self.things()
            if self.cleaned_data[f"share_{thing}"]
            and (thing in there or thing == SharedThing.NEEDS)
        }
        services.save_sharing(participant=self.participant, choices=ticked, by=by, now=now)


PAPER_FORM_OF = {**FORM_OF, Step.SHARING: PaperSharingForm}


def asked_on_paper(data: Mapping[str, str] | None, *, without: Collection[Step] = ()) -> list[Step]:
    """The questions of the form; after a no the other answers are left as they are."""
    if data is not None and data.get("wish") == "no":
        return [Step.WISH]
    return [step for step in asked_where(len(languages.available())) if step not in without]


def paper_forms(
    data: Mapping[str, str] | None, answers: Answers, *, steps: Iterable[Step] | None = None
) -> list[QuestionForm]:
    """A form for each question, in the order of the pages."""
    steps = asked_on_paper(data) if steps is None else steps
    forms = [PAPER_FORM_OF[step](data, answers=answers, alone=False) for step in steps]
    for number, form in enumerate(forms, 1):
        _number(form, number)
    return forms


def _number(form: QuestionForm, number: int) -> None:
    """The question's number on the form; a field that is the whole question has it in its label."""
    form.numbered = f"{number}. {form.title}"
    if form.heading:
        field: Any = form.fields[form.heading]
        field.label, field.label_size = form.numbered, "m"


class PaperCodeForm(forms.Form):
    """The code that a paper form carries, typed by the team."""

    code = forms.CharField(
        label=_("Code on the form"),
        help_text=_("6 letters and numbers, at the top"),
        max_length=40,
        error_messages={
            "required": _("Enter the code on the form, or choose a name"),
            "max_length": _("Enter the 6 letters and numbers of the code"),
        },
        widget=forms.TextInput(
            attrs={
                "width": 10,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": False,
                "code": True,
                "autofocus": True,
            }
        ),
    )

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if len(code) != CODE_LENGTH:
            raise forms.ValidationError(_("Enter the 6 letters and numbers of the code"))
        return code
