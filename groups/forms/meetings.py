"""Dates, times and places as people type them."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.pages.fields import ClockTime, DateParts

from ..errors import InThePast
from ..joining import MOST_LETTERS, how
from ..local_time import NoSuchTime, instant
from ..models import Group, Place, Way

NO_SUCH_TIME = _("Clocks go forward that night and skip this time. Choose another time")


class PlaceField(forms.ModelChoiceField):
    """A place with its town, so that two of one name can be told apart."""

    def label_from_instance(self, obj: Place) -> str:
        return f"{obj.name}, {obj.town}" if obj.town else obj.name


class WhenForm(forms.Form):
    """A date and a time that are still to come, and a place that the group may use."""

    def __init__(self, *args: Any, group: Group, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group, self.now = group, now
        places = self.fields["place"]
        places.queryset = Place.objects.for_group(group).order_by("name", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say beside the field when the moment is over or does not exist."""
        data: dict[str, Any] = super().clean() or {}
        day, at = data.get("date"), data.get("time")
        if isinstance(day, date) and isinstance(at, time):
            self._check(day, at)
        return data

    def _check(self, day: date, at: time) -> None:
        try:
            if instant(day, at, self.group.zone) <= self.now:
                self.add_error("date", str(InThePast.message))
        except NoSuchTime:
            self.add_error("time", NO_SUCH_TIME)


class MeetingForm(WhenForm):
    """Booking or moving: `version` is what the person saw when they began to type."""

    date = DateParts(label=_("Date"), what=_("the date"), help_text=_("For example, 12 8 2027"))
    time = ClockTime(label=_("Time"), help_text=_("For example, 2pm or 2:30pm"))
    place = PlaceField(
        label=_("Place"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("We will decide later"),
        error_messages={"invalid_choice": _("Choose a place from the list")},
    )
    way = forms.ChoiceField(
        label=_("How do you meet?"),
        choices=Way.choices,
        initial=Way.FACE_TO_FACE,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Select how you meet")},
    )
    join = forms.CharField(
        label=_("Link or phone number to join, if you meet online or by phone"),
        help_text=_("Only your group sees it, and its volunteer. You can add it later."),
        max_length=MOST_LETTERS,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Read the link or the number; `how` is the two together."""
        data = super().clean()
        way, join = data.get("way") or Way.FACE_TO_FACE.value, data.get("join") or ""
        if join and way == Way.FACE_TO_FACE:
            self.add_error("way", _("Select online, by phone or both, to use the link or number"))
            return data
        try:
            data["how"] = how(way, join)
        except ValueError:
            self.add_error("join", _("Enter a link, like https://example.org/room, or a number"))
        return data


class SameAgainForm(WhenForm):
    """A proposal that needs only a tap."""

    date = forms.DateField(widget=forms.HiddenInput)
    time = forms.TimeField(widget=forms.HiddenInput)
    place = PlaceField(queryset=Place.objects.none(), required=False, widget=forms.HiddenInput)


class CancelForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
