"""What a service pays for texts, and its limit."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _


class BudgetForm(forms.Form):
    pence = forms.DecimalField(
        label=_("Pence for one text"),
        help_text=_("Without VAT, as your provider charges for 160 characters. Empty: the usual."),
        required=False,
        min_value=Decimal(0),
        max_digits=5,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "width": 5}),
        error_messages={
            "invalid": _("Enter pence as a number, like 2.4"),
            "min_value": _("Pence must be 0 or more"),
            "max_digits": _("Enter pence as a number, like 2.4"),
            "max_decimal_places": _("Enter pence with at most two decimal places"),
            "max_whole_digits": _("Pence must be less than 1,000"),
        },
    )
    pounds_a_month = forms.IntegerField(
        label=_("Limit for a month, in pounds"),
        help_text=_("Empty: no limit."),
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "width": 5}),
        error_messages={
            "invalid": _("Enter the limit in whole pounds, like 50"),
            "min_value": _("The limit must be 0 or more"),
            "max_value": _("The limit must be 1,000,000 or less"),
        },
    )
