"""What a service adds to "If you need help now", and its approval."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from followon.pages.fields import DateParts
from groups.models import HELP_WORDS_LENGTH

REVIEW_WITHIN = timedelta(days=2 * 366)


class HelpWordsForm(forms.Form):
    words = forms.CharField(
        label=_("Words to add"),
        help_text=_(
            "They stand below your phone number and hours. Up to 600 characters, a line each. "
            "Leave it empty to add nothing."
        ),
        required=False,
        max_length=HELP_WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _("The words must be 600 characters or fewer")},
    )


class ApprovalForm(forms.Form):
    """`today` bounds the date of review."""

    approver = forms.CharField(
        label=_("Who approves these words?"),
        help_text=_("Name and job, such as “Leah Lindqvist, clinical safety officer”"),
        max_length=100,
        error_messages={
            "required": _("Enter the name and job of whoever approves the words"),
            "max_length": _("Use 100 letters or fewer"),
        },
    )
    review_on = DateParts(
        label=_("Look at them again by"),
        what=_("the date of the review"),
        help_text=_("Within 2 years. For example, 12 8 2026"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        if not self.today < day <= self.today + REVIEW_WITHIN:
            raise ValidationError(_("The date of the review must be within the next 2 years"))
        return day
