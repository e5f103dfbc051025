"""Adding people to a group after the hand-over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import Group

from ..models import Participant
from .drafts import called, hint


class AdditionForm(forms.Form):
    """Who of those who are not placed, and into which group."""

    people = forms.MultipleChoiceField(
        label=_("Who do you add?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select who to add")},
    )
    group = forms.ChoiceField(
        label=_("Which group do they join?"),
        help_text=_("This programme’s own groups first, then those nearby that welcome new people"),
        error_messages={"required": _("Select a group")},
    )

    def __init__(
        self, *args: Any, free: Sequence[Participant], groups: Sequence[Group], **kwargs: Any
    ) -> None:
        self.free = {str(one.pk): one for one in free}
        self.groups = {str(one.pk): one for one in groups}
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["people"].choices = [(key, one.user.full_name) for key, one in self.free.items()]
        fields["people"].option_hints = {key: hint(one) for key, one in self.free.items()}
        fields["group"].choices = [
            ("", _("Select a group")),
            *[(key, called(group)) for key, group in self.groups.items()],
        ]

    def chosen(self) -> dict[str, Any]:
        """In the words of `services.handover.add_people`."""
        data = self.cleaned_data
        people = [self.free[key].user for key in data["people"]]
        return {"group": self.groups[data["group"]], "people": people}
