from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .services import CODE_LENGTH, read_code


class ProofForm(forms.Form):
    """The code that we sent to the new number or address."""

    code = forms.CharField(
        label=_("Enter the code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "width": 10}
        ),
        error_messages={"required": _("Enter the 6 numbers from our message")},
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if len(read_code(code)) != CODE_LENGTH:
            raise ValidationError(_("Enter the 6 numbers from our message"))
        return code
