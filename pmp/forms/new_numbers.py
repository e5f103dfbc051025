"""A new number or address in place of one that nothing reaches, and why staff look at others."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from followon.people.models import ContactKind
from followon.people.services.contacts import read_contact

LABELS = {
    ContactKind.MOBILE: _("New mobile number"),
    ContactKind.EMAIL: _("New email address"),
    ContactKind.LANDLINE: _("New landline number"),
}


class Why(models.TextChoices):
    """Why somebody of the staff looks at how to reach a person; goes into the audit trail."""

    NEW_NUMBER = "new_number", _("To ask for a new number or address")
    URGENT = "urgent", _("To tell them something that cannot wait")


class NewNumberForm(forms.Form):
    value = forms.CharField(max_length=254)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        field = self.fields["value"]
        field.label = LABELS[ContactKind(kind)]
        is_email = kind == ContactKind.EMAIL
        widget = forms.EmailInput if is_email else forms.TextInput
        field.widget = widget(attrs={"autocomplete": "off"})
        if not is_email:
            field.widget.attrs |= {"inputmode": "tel", "width": 20}
        try:
            read_contact(kind, "")
        except ValueError as error:
            field.error_messages["required"] = str(error)

    def clean_value(self) -> str:
        raw: str = self.cleaned_data["value"]
        try:
            read_contact(self.kind, raw)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        return raw


class WhyForm(forms.Form):
    why = forms.ChoiceField(
        label=_("Why do you need to see them?"),
        help_text=_("Your answer is kept with your name and the time."),
        choices=Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select why you need to see them")},
    )
