from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.people.models import ContactKind
from followon.people.services.contacts import read_contact

from ..csv_cells import (
    LONGEST_NAME,
    LONGEST_PREFERRED_NAME,
    BadCell,
    read_name,
    read_preferred_name,
)


class ParticipantForm(forms.Form):
    """Adding one person by hand: a name, and whichever contacts they have."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Enter the person’s name"),
            "max_length": _("Use 100 letters or fewer"),
        },
    )
    preferred_name = forms.CharField(
        label=_("What they like to be called"),
        help_text=_("Leave this empty for their first name"),
        required=False,
        max_length=LONGEST_PREFERRED_NAME,
        error_messages={"max_length": _("Use 40 letters or fewer")},
    )
    mobile = forms.CharField(
        label=_("Mobile number"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "width": 20}),
    )
    email = forms.CharField(label=_("Email address"), required=False, widget=forms.EmailInput)
    landline = forms.CharField(
        label=_("Landline number"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "width": 20}),
    )

    def clean_full_name(self) -> str:
        try:
            return read_name(self.cleaned_data["full_name"])
        except BadCell as bad:
            raise forms.ValidationError(bad.message) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if {"full_name", "preferred_name"} <= data.keys():
            self._name_what_to_call_them(data)
        for kind in ContactKind.values:
            if data.get(kind):
                try:
                    read_contact(kind, data[kind])
                except ValueError as error:
                    self.add_error(kind, str(error))
        return data

    def _name_what_to_call_them(self, data: dict[str, Any]) -> None:
        """As in a file: what was typed, else the first name without a title."""
        try:
            data["preferred_name"] = read_preferred_name(data["preferred_name"], data["full_name"])
        except BadCell as bad:
            self.add_error("preferred_name", bad.message)
