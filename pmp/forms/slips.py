from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..queries.participants import Everybody, Line


class SlipsForm(forms.Form):
    """For whom to print; ticked at first: those whom no message reaches."""

    people = forms.MultipleChoiceField(
        label=_("Who needs a slip?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one person")},
    )

    def __init__(self, *args: Any, everybody: Everybody, **kwargs: Any) -> None:
        self.lines = {str(line.participant.pk): line for line in everybody.lines}
        waiting = everybody.to_give_slips
        kwargs["initial"] = {"people": [key for key, line in self.lines.items() if line in waiting]}
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["people"].choices = [
            (key, line.participant.user.full_name) for key, line in self.lines.items()
        ]

    def chosen(self) -> list[Line]:
        return [self.lines[key] for key in self.cleaned_data["people"]]
