"""Saying who comes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import AnswerValue

MOST_GUESTS = 5


class AnswerForm(forms.Form):
    """One of the four answers, as a button sends it; `version` is what its page showed."""

    answer = forms.ChoiceField(choices=AnswerValue.choices)
    version = forms.IntegerField(required=False)


class WeekAnswerForm(AnswerForm):
    """The same on a page that shows several dates."""

    meeting = forms.UUIDField()


class GuestsForm(forms.Form):
    guests = forms.IntegerField(
        label=_("How many people are you bringing?"),
        help_text=_("A friend, a carer or somebody from your family. Enter 0 for nobody."),
        min_value=0,
        max_value=MOST_GUESTS,
        error_messages={
            "required": _("Enter how many people you are bringing"),
            "invalid": _("Enter a number, like 1"),
            "min_value": _("Enter 0 or more"),
            "max_value": _("Enter 5 or fewer"),
        },
    )
    guests.is_page_heading = True  # type: ignore[attr-defined]


class ProxyForm(forms.Form):
    """What somebody told the coordinator."""

    answer = forms.ChoiceField(
        choices=AnswerValue.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what they told you")},
    )
    answer.is_page_heading = True  # type: ignore[attr-defined]

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = _("What did %(name)s say?") % {"name": name}
