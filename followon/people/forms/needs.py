"""What somebody needs, as they say it themselves."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import AccessNeed, CommunicationNeed, Need, NeedKind


class NeedsForm(forms.Form):
    access = forms.MultipleChoiceField(
        label=_("What do you need of a place?"),
        help_text=_("Tick all that you need. Tick nothing if there is nothing"),
        choices=AccessNeed.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select what you need of a place from the list")},
    )
    communication = forms.MultipleChoiceField(
        label=_("What helps you to read, hear or understand?"),
        help_text=_("Tick all that helps you. We use it when we write or call"),
        choices=CommunicationNeed.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select what helps you from the list")},
    )

    def __init__(self, *args: Any, needs: Iterable[Need] = (), **kwargs: Any) -> None:
        initial = {
            "access": [need.code for need in needs if need.kind == NeedKind.ACCESS],
            "communication": [need.code for need in needs if need.kind != NeedKind.ACCESS],
        }
        super().__init__(*args, initial=initial, **kwargs)

    def codes(self) -> list[str]:
        """Everything that was ticked."""
        return [*self.cleaned_data["access"], *self.cleaned_data["communication"]]
