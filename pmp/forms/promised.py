"""What somebody of the team did to reach a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.people.models import ContactKind
from followon.people.services.contacts import read_contact

from ..models import What


class TryForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What have you done?"),
        choices=What.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you have done")},
    )


class NewWayForm(forms.Form):
    """A number or address that somebody of the team was told."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=ContactKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what it is")},
    )
    value = forms.CharField(
        label=_("The number or address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the number or address")},
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") and data.get("value"):
            try:
                read_contact(data["kind"], data["value"])
            except ValueError as error:
                self.add_error("value", str(error))
        return data
