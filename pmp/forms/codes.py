from typing import Any

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
    first_name = forms.CharField(
        label=_("What is your first name?"),
        help_text=_("Many wrong codes were entered lately, so we check the name on your slip too"),
        max_length=100,
        error_messages={"required": _("Enter your first name, as it is on your slip")},
        widget=forms.TextInput(attrs={"width": 20, "autocomplete": "given-name"}),
    )

    def __init__(self, *args: Any, asks_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_name:
            del self.fields["first_name"]
        else:
            # With two questions on the page neither is its heading.
            self.fields["code"].is_page_heading = False  # type: ignore[attr-defined]
