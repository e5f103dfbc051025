"""Setting up a programme, on one page."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.pages.fields import ClockTime, DateParts
from followon.people.models import PainService, User

from ..queries.programmes import ptvs_of
from ..session_dates import MOST_SESSIONS

USUAL_SESSIONS = 10
YEAR = timedelta(days=366)


class ProgrammeForm(forms.Form):
    """`services` are those that the viewer may set one up for; `today` bounds the first date."""

    service = forms.ChoiceField(
        label=_("Pain service"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a pain service")},
    )
    name = forms.CharField(
        label=_("Name of the programme"),
        help_text=_("Such as “Tuesday afternoons, autumn 2026”"),
        max_length=80,
        error_messages={
            "required": _("Enter a name for the programme"),
            "max_length": _("Use 80 letters or fewer"),
        },
    )
    site_name = forms.CharField(
        label=_("Site"),
        help_text=_("The hospital or clinic where it runs"),
        max_length=80,
        error_messages={
            "required": _("Enter the site"),
            "max_length": _("Use 80 letters or fewer"),
        },
    )
    first_date = DateParts(
        label=_("First session"),
        help_text=_("For example, 12 8 2026. It may have passed already"),
        what=_("the date of the first session"),
    )
    time = ClockTime(label=_("Start time"), help_text=_("For example, 1:30pm"))
    sessions = forms.IntegerField(
        label=_("Number of weekly sessions"),
        min_value=1,
        max_value=MOST_SESSIONS,
        initial=USUAL_SESSIONS,
        error_messages={
            "required": _("Enter the number of sessions"),
            "invalid": _("Enter the number of sessions in figures, like 10"),
            "min_value": _("There must be 1 session or more"),
            "max_value": _("There can be 20 sessions at most"),
        },
    )
    skip_bank_holidays = forms.BooleanField(
        label=_("Leave out weeks in which the session falls on a bank holiday"),
        required=False,
        initial=True,
    )
    ptvs = forms.ModelMultipleChoiceField(
        label=_("Patient tutor volunteers who help"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, services: list[PainService], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services, self.today = {str(one.pk): one for one in services}, today
        fields: Any = self.fields
        fields["service"].choices = [(key, one.name) for key, one in self.services.items()]
        if len(self.services) == 1:
            del fields["service"]
        fields["ptvs"].queryset = ptvs = ptvs_of(services)
        fields["ptvs"].label_from_instance = lambda user: user.full_name
        if not ptvs.exists():
            del fields["ptvs"]

    @property
    def service_chosen(self) -> PainService:
        key = self.cleaned_data.get("service") or next(iter(self.services))
        return self.services[key]

    def clean_first_date(self) -> date:
        first: date = self.cleaned_data["first_date"]
        if not self.today - YEAR <= first <= self.today + 2 * YEAR:
            raise forms.ValidationError(
                _("The first session must be within the last year or the next two years")
            )
        return first
