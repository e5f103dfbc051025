"""The service's own words of a ready-made agreement."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AgreementForm(forms.Form):
    words = forms.CharField(
        label=_("What the agreement says"),
        help_text=_("One sentence a line. Groups that have theirs already keep it as it is."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={
            "required": _("Write what the agreement says"),
            "max_length": _("Use 2,000 characters or fewer"),
        },
    )
