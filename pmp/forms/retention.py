"""For how many days a service keeps each thing."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from followon.messaging.retention import Rule, own_rules


class PeriodsForm(forms.Form):
    """One number of days for each rule; what it may be stands in its hint."""

    def __init__(self, *args: Any, days: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, initial=days, **kwargs)
        for rule in own_rules():
            self.fields[rule.code] = _days_field(rule)

    @property
    def days(self) -> dict[str, int]:
        """The days that were entered, by rule."""
        return {code: int(value) for code, value in self.cleaned_data.items()}


def _days_field(rule: Rule) -> forms.IntegerField:
    bounds = {"least": rule.least, "most": rule.most}
    wrong = _("Enter a number of days from %(least)s to %(most)s") % bounds
    hint = _("Days, from %(least)s to %(most)s. Usually %(usual)s.") % {
        **bounds,
        "usual": rule.days,
    }
    return forms.IntegerField(
        label=capfirst(str(rule.what)),
        help_text=f"{rule.sentence} {hint}",
        min_value=rule.least,
        max_value=rule.most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "width": 4}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )
