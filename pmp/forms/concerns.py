"""What the service did about a concern."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import DONE_LENGTH


class DoneForm(forms.Form):
    note = forms.CharField(
        label=_("What I did"),
        help_text=_("Only what was done, such as “Rang them, GP told”. Up to 300 characters."),
        max_length=DONE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write what you did"),
            "max_length": _("What you did must be 300 characters or fewer"),
        },
    )
