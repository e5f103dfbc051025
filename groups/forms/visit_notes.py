"""A volunteer's note of one visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import VISIT_WORDS, Happened, NeedsMore, VisitNote


class VisitNoteForm(forms.Form):
    happened = forms.ChoiceField(
        label=_("Did the meeting happen?"),
        choices=Happened.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select if the meeting happened")},
    )
    needs = forms.ChoiceField(
        label=_("Does the group need more from us?"),
        choices=NeedsMore.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select if the group needs more")},
    )
    words = forms.CharField(
        label=_("Anything else the team should know? You do not have to write"),
        help_text=_("Please write no names, and nothing about anybody’s health."),
        max_length=VISIT_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Your note must be 300 characters or fewer")},
    )


def as_written(note: VisitNote | None) -> dict[str, Any]:
    """What was written before, to be changed."""
    if note is None:
        return {}
    return {"happened": note.happened, "needs": note.needs, "words": note.words}
