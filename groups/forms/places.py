"""A place that only one group uses."""

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.people.models import AccessNeed

from ..models import PlaceKind


class PlaceForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the place"),
        max_length=40,
        error_messages={
            "required": _("Enter the name of the place"),
            "max_length": _("Use 40 letters or fewer"),
        },
    )
    kind = forms.ChoiceField(
        label=_("What kind of place is it?"),
        choices=PlaceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what kind of place it is")},
    )
    kind.option_hints = {  # type: ignore[attr-defined]
        PlaceKind.HOME.value: _("The address never leaves your group.")
    }
    address = forms.CharField(
        label=_("Address"),
        help_text=_("Only your group sees this."),
        max_length=200,
        required=False,
    )
    town = forms.CharField(label=_("Town or city"), max_length=60, required=False)
    how_to_get_there = forms.CharField(
        label=_("How to get there"),
        help_text=_("For example, the bus stop or where to park. Your group reads this."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    access = forms.MultipleChoiceField(
        label=_("What does it have?"),
        choices=AccessNeed.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
