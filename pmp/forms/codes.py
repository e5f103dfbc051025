from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The code of a printed slip, as people type it."""

    code = forms.CharField(
        label=_("Enter the code from your slip"),
        help_text=_("It has 6 letters and numbers. Capitals and spaces do not matter"),
        max_length=40,
        error_messages={
            "required": _("Enter the code from your slip"),
            "max_length": _("Enter the 6 letters and numbers of your code"),
        },
        widget=forms.TextInput(
            attrs={
                "width": 10,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": False,
                "code": True,
            }
        ),
    )
    code.is_page_heading = True  # type: ignore[attr-defined]
