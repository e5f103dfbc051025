"""Handing a programme over, on one page: who, when, where, and who runs the group."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followon.pages.fields import ClockTime, DateParts
from followon.people.models import User
from groups.errors import TooFarAhead
from groups.local_time import NoSuchTime, instant
from groups.models import JobKind, Rhythm
from groups.services.meetings import FARTHEST

from ..models import Participant, Programme, Wish
from ..queries.handover import directory
from ..queries.participants import likely_area, willing
from ..queries.programmes import ptvs_of

NEW_PLACE, LATER = "new", "later"
FEWEST = 2
TOO_LONG_40 = {"max_length": _("Use 40 letters or fewer")}


class HandoverForm(forms.Form):
    """`now` tells what is past; the zone is the service's."""

    people = forms.MultipleChoiceField(
        label=_("Who is in the group?"),
        help_text=_("Everybody who said yes or maybe. Untick anybody who should not be in it"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select who is in the group")},
    )
    name = forms.CharField(
        label=_("Name of the group"),
        help_text=_("A neutral name, without words about health: messages carry it"),
        max_length=40,
        error_messages={"required": _("Enter a name for the group"), **TOO_LONG_40},
    )
    date = DateParts(
        label=_("First date"),
        help_text=_("For example, 12 8 2026"),
        what=_("the date of the first meeting"),
    )
    time = ClockTime(label=_("Start time"), help_text=_("For example, 2pm"))
    place = forms.ChoiceField(
        label=_("Place"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select where the group meets first")},
    )
    place_name = forms.CharField(
        label=_("Name of the new place"),
        help_text=_("Only for a new place. It goes into your service’s list of places"),
        max_length=40,
        required=False,
        error_messages=TOO_LONG_40,
    )
    place_address = forms.CharField(
        label=_("Address of the new place"),
        max_length=200,
        required=False,
        error_messages={"max_length": _("Use 200 letters or fewer")},
    )
    rhythm = forms.ChoiceField(
        label=_("How often does the group mean to meet?"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how often the group means to meet")},
    )
    coordinator = forms.ChoiceField(
        label=_("Coordinator"),
        error_messages={"required": _("Select a coordinator")},
    )
    deputy = forms.ChoiceField(label=_("Deputy coordinator"), required=False)
    ptv = forms.ChoiceField(
        label=_("Volunteer for the first 3 meetings"),
        help_text=_("A patient tutor volunteer"),
        required=False,
    )

    def __init__(self, *args: Any, programme: Programme, now: datetime, **kwargs: Any) -> None:
        self.programme, self.now = programme, now
        self.willing = {str(one.user_id): one for one in willing(programme)}
        self.places = {str(one.pk): one for one in directory(programme.service)}
        self.ptvs = {str(one.pk): one for one in ptvs_of([programme.service])}
        kwargs["initial"] = self._first_guess()
        super().__init__(*args, **kwargs)
        self._fill_choices()

    def _first_guess(self) -> dict[str, Any]:
        helpers = [str(pk) for pk in self.programme.ptvs.values_list("pk", flat=True)]
        area = likely_area(list(self.willing.values()))
        return {
            "people": [key for key, one in self.willing.items() if one.wish == Wish.YES],
            "name": area or self.programme.site.town,
            "rhythm": Rhythm.MONTHLY,
            "ptv": next((key for key in helpers if key in self.ptvs), ""),
        }

    def _fill_choices(self) -> None:
        fields: Any = self.fields
        names = [(key, one.user.full_name) for key, one in self.willing.items()]
        nobody = [("", _("Nobody yet"))]
        people, place = fields["people"], fields["place"]
        people.choices = names
        people.option_hints = {key: hint(one) for key, one in self.willing.items()}
        place.choices = [
            *[(key, str(one)) for key, one in self.places.items()],
            (NEW_PLACE, _("A new place")),
            (LATER, _("Not decided yet")),
        ]
        place.option_hints = {key: one.town or one.address for key, one in self.places.items()}
        fields["coordinator"].choices = [("", _("Select a person")), *names]
        fields["deputy"].choices = [*nobody, *names]
        fields["ptv"].choices = [
            *nobody,
            *[(key, one.full_name) for key, one in self.ptvs.items()],
        ]

    def clean_people(self) -> list[str]:
        people: list[str] = self.cleaned_data["people"]
        if len(people) < FEWEST:
            raise forms.ValidationError(_("Select at least 2 people"))
        return people

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._check_moment(data)
        self._check_jobs(data)
        if data.get("place") == NEW_PLACE and not str(data.get("place_name", "")).strip():
            self.add_error("place_name", _("Enter the name of the new place"))
        return data

    def _check_moment(self, data: dict[str, Any]) -> None:
        if not data.get("date") or not data.get("time"):
            return
        try:
            at = instant(data["date"], data["time"], self.programme.service.zone)
        except NoSuchTime:
            message = _("The clocks go forward and skip this time. Enter another time")
            self.add_error("time", message)
            return
        if at <= self.now:
            self.add_error("date", _("The first date must be in the future"))
        elif at > self.now + FARTHEST:
            self.add_error("date", str(TooFarAhead.message))

    def _check_jobs(self, data: dict[str, Any]) -> None:
        people = data.get("people", [])
        for job in (JobKind.COORDINATOR, JobKind.DEPUTY):
            chosen = data.get(job)
            if chosen and "people" in data and chosen not in people:
                self.add_error(job, _("Select somebody who is in the group"))
        if data.get("deputy") and data["deputy"] == data.get("coordinator"):
            self.add_error("deputy", _("Select somebody else than the coordinator"))

    def person(self, field: str) -> User | None:
        """Who was chosen for a job, or None."""
        key = self.cleaned_data[field]
        if field == "ptv":
            return self.ptvs.get(key)
        return self.willing[key].user if key else None

    def members(self) -> list[User]:
        return [self.willing[key].user for key in self.cleaned_data["people"]]

    @property
    def is_new_place(self) -> bool:
        return bool(self.cleaned_data["place"] == NEW_PLACE)

    def chosen(self) -> dict[str, Any]:
        """What was typed, in the words of `services.handover.hand_over`."""
        data = self.cleaned_data
        return {
            **{field: data[field] for field in ("name", "date", "time", "rhythm")},
            **{job: self.person(job) for job in ("coordinator", "deputy", "ptv")},
            "people": self.members(),
            "area": likely_area(list(self.willing.values())),
            "place": self.places.get(data["place"]),
            "new_place": data["place_name"] if self.is_new_place else "",
            "new_address": data["place_address"] if self.is_new_place else "",
        }


def hint(participant: Participant) -> str:
    """What they said, for whoever decides: maybe, and which jobs they might take on."""
    jobs = [str(JobKind(wish.kind).label).lower() for wish in participant.job_wishes.all()]
    said = gettext("Said yes") if participant.wish == Wish.YES else gettext("Said maybe")
    might = gettext("might be %(jobs)s") % {"jobs": ", ".join(jobs)} if jobs else ""
    return "; ".join(filter(None, (said, might)))
