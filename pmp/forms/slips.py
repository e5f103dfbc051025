from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..queries.participants import Everybody, Line


class SlipsForm(forms.Form):
    """For whom to print; ticked at first: who was sent nothing and has not answered."""

    people = forms.MultipleChoiceField(
        label=_("Who needs a slip?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one person")},
    )

    def __init__(self, *args: Any, everybody: Everybody, **kwargs: Any) -> None:
        self.lines = {str(line.participant.pk): line for line in everybody.lines}
        kwargs["initial"] = {"people": [key for key, line in self.lines.items() if needed(line)]}
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [
            (key, line.participant.user.full_name) for key, line in self.lines.items()
        ]

    def chosen(self) -> list[Line]:
        return [self.lines[key] for key in self.cleaned_data["people"]]


def needed(line: Line) -> bool:
    """Has not answered, and nothing was sent or could be."""
    return not line.participant.wish and not line.invitations
