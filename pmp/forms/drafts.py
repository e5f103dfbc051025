"""Preparing one group of a hand-over: who, when and where, and who does what."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followon.pages.fields import ClockTime, DateParts
from groups.errors import TooFarAhead
from groups.local_time import NoSuchTime, instant
from groups.models import Group, JobKind, Place
from groups.services.meetings import FARTHEST

from ..models import Draft, Participant, Wish
from ..queries.drafts import FEWEST, Places, Ready

NEW_GROUP = "new"
OTHER_PLACE, NEW_PLACE, LATER = "other", "new", "later"
TOO_LONG_40 = {"max_length": _("Use 40 letters or fewer")}


class PeopleForm(forms.Form):
    """Who is in it; a new group has a name, else they join one nearby."""

    people = forms.MultipleChoiceField(
        label=_("Who is in this group?"),
        help_text=_("Everybody who said yes or maybe and is in no other group"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select who is in this group")},
    )
    into = forms.ChoiceField(
        label=_("Which group is it?"),
        help_text=_("Groups nearby that welcome new people are in the list too"),
        error_messages={"required": _("Select which group it is")},
    )
    name = forms.CharField(
        label=_("Name of the new group"),
        help_text=_("A neutral name, without words about health: messages carry it"),
        max_length=40,
        required=False,
        error_messages=TOO_LONG_40,
    )

    def __init__(
        self,
        *args: Any,
        ready: Ready,
        free: Sequence[Participant],
        nearby: Sequence[Group],
        **kwargs: Any,
    ) -> None:
        self.free = {str(one.pk): one for one in free}
        self.nearby = {str(one.pk): one for one in nearby}
        kwargs["initial"] = {
            "people": [str(one.pk) for one in ready.people],
            "into": str(ready.draft.joins_id or NEW_GROUP),
            "name": ready.draft.name,
        }
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["people"].choices = [(key, one.user.full_name) for key, one in self.free.items()]
        fields["people"].option_hints = {key: hint(one) for key, one in self.free.items()}
        fields["into"].choices = [
            (NEW_GROUP, _("A new group")),
            *[(key, called(group)) for key, group in self.nearby.items()],
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("into") == NEW_GROUP:
            if not str(data.get("name", "")).strip() and "name" not in self.errors:
                self.add_error("name", _("Enter a name for the group"))
            if "people" in data and len(data["people"]) < FEWEST:
                self.add_error("people", _("Select at least 2 people"))
        return data

    def chosen(self) -> dict[str, Any]:
        """In the words of `services.drafts.save_people`."""
        data = self.cleaned_data
        joins = self.nearby.get(data["into"])
        return {
            "people": [self.free[key] for key in data["people"]],
            "name": "" if joins else " ".join(data["name"].split()),
            "joins": joins,
        }


class DateForm(forms.Form):
    """When and where a new group meets first; the few places that fit best stand on top."""

    date = DateParts(
        label=_("First date"),
        help_text=_("For example, 12 8 2026"),
        what=_("the date of the first meeting"),
    )
    time = ClockTime(label=_("Start time"), help_text=_("For example, 2pm"))
    place = forms.ChoiceField(
        label=_("Place"),
        help_text=_("Those on top meet most of what these people need"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select where the group meets first")},
    )
    other_place = forms.ChoiceField(label=_("Which of your other places?"), required=False)
    place_name = forms.CharField(
        label=_("Name of the new place"),
        help_text=_("It goes into your service’s list of places"),
        max_length=40,
        required=False,
        error_messages=TOO_LONG_40,
    )
    place_address = forms.CharField(
        label=_("Address of the new place"),
        help_text=_("Only for a new place"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Use 200 letters or fewer")},
    )

    def __init__(
        self, *args: Any, draft: Draft, places: Places, now: datetime, **kwargs: Any
    ) -> None:
        self.draft, self.places, self.now = draft, places, now
        self.top = {str(place.pk) for place, _lacks in places.first}
        kwargs["initial"] = self._as_saved()
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        place = fields["place"]
        place.choices = [(str(one.pk), one.name) for one, _lacks in places.first]
        if places.rest:
            place.choices += [(OTHER_PLACE, _("Another place in your list"))]
        place.choices += [(NEW_PLACE, _("A new place")), (LATER, _("Not decided yet"))]
        place.option_hints = {str(one.pk): meets(one, lacks) for one, lacks in places.first}
        place.reveals = {NEW_PLACE: "place_name"}
        if places.rest:
            place.reveals[OTHER_PLACE] = "other_place"
            fields["other_place"].choices = [
                ("", _("Select a place")),
                *[(str(one.pk), with_town(one)) for one in places.rest],
            ]
        else:
            del fields["other_place"]

    def _as_saved(self) -> dict[str, Any]:
        draft = self.draft
        key = str(draft.place_id or "")
        chosen = key if key in self.top else OTHER_PLACE if key else ""
        if draft.new_place:
            chosen = NEW_PLACE
        return {
            "date": draft.date,
            "time": draft.time,
            "place": chosen or (LATER if draft.has_date else ""),
            "other_place": key,
            "place_name": draft.new_place,
            "place_address": draft.new_address,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._check_moment(data)
        if data.get("place") == NEW_PLACE and not str(data.get("place_name", "")).strip():
            self.add_error("place_name", _("Enter the name of the new place"))
        if data.get("place") == OTHER_PLACE and not data.get("other_place"):
            self.add_error("other_place", _("Select which place"))
        return data

    def _check_moment(self, data: dict[str, Any]) -> None:
        if not data.get("date") or not data.get("time"):
            return
        try:
            at = instant(data["date"], data["time"], self.draft.programme.service.zone)
        except NoSuchTime:
            message = _("The clocks go forward and skip this time. Enter another time")
            self.add_error("time", message)
            return
        if at <= self.now:
            self.add_error("date", _("The first date must be in the future"))
        elif at > self.now + FARTHEST:
            self.add_error("date", str(TooFarAhead.message))

    def chosen(self) -> dict[str, Any]:
        """In the words of `services.drafts.save_date`."""
        data = self.cleaned_data
        key = data["other_place"] if data["place"] == OTHER_PLACE else data["place"]
        is_new = data["place"] == NEW_PLACE
        return {
            "date": data["date"],
            "time": data["time"],
            "place": self.places.by_key.get(key),
            "new_place": data["place_name"] if is_new else "",
            "new_address": data["place_address"] if is_new else "",
        }


def called(group: Group) -> str:
    """A group nearby, by its area and rhythm."""
    about = ", ".join(filter(None, (group.area, str(group.get_rhythm_display()).lower())))
    return gettext("%(group)s (%(about)s)") % {"group": group.name, "about": about}


def with_town(place: Place) -> str:
    return ", ".join(filter(None, (place.name, place.town)))


def meets(place: Place, lacks: str) -> str:
    """Where it is, and what of the people's needs it lacks."""
    town = place.town or place.address
    if not lacks:
        return str(town)
    said = gettext("meets what is needed")
    if lacks != "*":
        said = gettext("not known to have: %(lacks)s") % {"lacks": lacks}
    return f"{town}; {said}" if town else said


def hint(participant: Participant) -> str:
    """What they said, for whoever decides: maybe, and which jobs they might take on."""
    jobs = [str(JobKind(wish.kind).label).lower() for wish in participant.job_wishes.all()]
    said = gettext("Said yes") if participant.wish == Wish.YES else gettext("Said maybe")
    might = gettext("might be %(jobs)s") % {"jobs": ", ".join(jobs)} if jobs else ""
    return "; ".join(filter(None, (said, might)))
