"""A place of the service's directory, with what it has and lacks."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.pages.fields import DateParts
from followon.people.models import AccessNeed
from groups.models import Place, PlaceCost, PlaceKind

HAS, LACKS, UNKNOWN = "has", "lacks", "unknown"
FACTS = [(HAS, _("Yes")), (LACKS, _("No")), (UNKNOWN, _("Not known"))]
KINDS = [choice for choice in PlaceKind.choices if choice[0] != PlaceKind.HOME]


def _too_long(letters: int) -> dict[str, Any]:
    return {"max_length": _("Use %(letters)s letters or fewer") % {"letters": letters}}


class DirectoryPlaceForm(forms.Form):
    """`today` bounds the day on which somebody looked."""

    name = forms.CharField(
        label=_("Name of the place"),
        max_length=40,
        error_messages={"required": _("Enter the name of the place"), **_too_long(40)},
    )
    kind = forms.ChoiceField(
        label=_("What kind of place is it?"),
        choices=KINDS,
        widget=forms.RadioSelect(attrs={"small": True}),
        error_messages={"required": _("Select what kind of place it is")},
    )
    town = forms.CharField(
        label=_("Area"),
        help_text=_("A town or part of town, as in your list of areas"),
        max_length=60,
        required=False,
        error_messages=_too_long(60),
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=200,
        required=False,
        error_messages=_too_long(200),
    )
    how_to_get_there = forms.CharField(
        label=_("How to get there"),
        help_text=_("For example, the bus stop or where to park. Groups read this"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=_too_long(300),
    )
    cost = forms.ChoiceField(
        label=_("What does it cost?"),
        choices=[*PlaceCost.choices, (UNKNOWN, _("Not known"))],
        widget=forms.RadioSelect(attrs={"small": True}),
        required=False,
    )
    checked_on = DateParts(
        label=_("When did somebody last look?"),
        help_text=_("For example, 12 8 2026. Leave empty if nobody has"),
        what=_("the date of the last look"),
        required=False,
    )

    def __init__(self, *args: Any, today: date, place: Place | None = None, **kwargs: Any) -> None:
        self.today = today
        kwargs["initial"] = _initial(place) if place else {}
        super().__init__(*args, **kwargs)
        for code, label in AccessNeed.choices:
            self.fields[code] = forms.ChoiceField(
                label=label,
                choices=FACTS,
                required=False,
                initial=UNKNOWN,
                widget=forms.RadioSelect(attrs={"inline": True, "small": True}),
            )
        self.order_fields([*list(self.fields)[:5], *AccessNeed.values, "cost", "checked_on"])

    def clean_checked_on(self) -> date | None:
        checked: date | None = self.cleaned_data["checked_on"]
        if checked and checked > self.today:
            raise forms.ValidationError(_("The date of the last look must be today or before"))
        return checked

    def facts(self) -> dict[str, Any]:
        """What was typed, in the words of `groups.services.places`."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("name", "kind", "town", "address")},
            "how_to_get_there": data["how_to_get_there"],
            "access": self._codes(HAS),
            "lacks": self._codes(LACKS),
            "cost": data["cost"] if data["cost"] in PlaceCost.values else "",
            "checked_on": data["checked_on"],
        }

    def _codes(self, fact: str) -> list[str]:
        return [code for code in AccessNeed.values if self.cleaned_data[code] == fact]


def _initial(place: Place) -> dict[str, Any]:
    known = {**dict.fromkeys(place.lacks, LACKS), **dict.fromkeys(place.access, HAS)}
    plain = ("name", "kind", "town", "address", "how_to_get_there")
    return {
        **{name: getattr(place, name) for name in plain},
        **{code: known.get(code, UNKNOWN) for code in AccessNeed.values},
        "cost": place.cost or UNKNOWN,
        "checked_on": place.access_checked_on,
    }
