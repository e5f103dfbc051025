"""What somebody of the team did to reach a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import What


class TryForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What have you done?"),
        choices=What.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what you have done")},
    )
