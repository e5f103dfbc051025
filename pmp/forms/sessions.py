"""A session's date and time."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.pages.fields import ClockTime, DateParts

FARTHEST = timedelta(days=2 * 366)
ONLY, FOLLOWING = "only", "following"


class SessionForm(forms.Form):
    """`today` bounds the date, so that a slip of the finger in the year is noticed."""

    date = DateParts(label=_("Date"), what=_("the date"), help_text=_("For example, 12 8 2026"))
    time = ClockTime(label=_("Start time"), help_text=_("For example, 1:30pm"))
    which = forms.ChoiceField(
        label=_("What moves?"),
        choices=[
            (ONLY, _("Only this session")),
            (FOLLOWING, _("This session and all that follow")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what moves")},
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today

    def clean_date(self) -> date:
        day: date = self.cleaned_data["date"]
        if abs(day - self.today) > FARTHEST:
            raise forms.ValidationError(_("The date must be within 2 years of today"))
        return day
