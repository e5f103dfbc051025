"""A poll's dates as people type them, and what suits somebody."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followon.pages.fields import ClockTime, DateParts, boxes
from followon.pages.words import clock, longdate

from ..errors import (
    ClosesTooLate,
    ClosesTooSoon,
    InThePast,
    Refused,
    SameDateTwice,
    TooFarAhead,
    TooFewDates,
)
from ..local_time import NoSuchTime
from ..models import Group, Place, PollOption, VoteValue
from ..polls import FEWEST_DATES, close_at
from ..services.meetings import future_instant
from ..services.polls import Proposed
from .meetings import NO_SUCH_TIME, PlaceField

PARTS = ("date", "time", "place")


class PollForm(forms.Form):
    """Up to six dates, each with time and place; one without any date is left out."""

    last_day = DateParts(
        label=gettext_lazy("Last day to answer"),
        what=gettext_lazy("the last day to answer"),
        help_text=gettext_lazy("The poll closes at 6pm. Who has said nothing is reminded once."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, group: Group, letters: Sequence[str], now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.group, self.letters, self.now = group, letters, now
        places = Place.objects.for_group(group).order_by("name", "pk")
        for letter in letters:
            self.fields.update(_date_fields(letter, places))

    def rows(self) -> list[dict[str, Any]]:
        """For the page: the three fields of each date, and whether something stands in them."""
        return [
            {
                "letter": letter,
                "fields": [self[f"{part}_{letter}"] for part in PARTS],
                "is_filled": self._is_filled(letter),
            }
            for letter in self.letters
        ]

    def dates(self) -> list[Proposed]:
        """What was typed, by its letter."""
        data = self.cleaned_data
        return [
            Proposed(data[f"date_{each}"], data[f"time_{each}"], data[f"place_{each}"], each)
            for each in self.letters
            if data.get(f"date_{each}")
        ]

    @property
    def closes_at(self) -> datetime:
        return close_at(self.cleaned_data["last_day"], self.group.zone)

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is wrong with which date."""
        data: dict[str, Any] = super().clean() or {}
        starts: dict[str, datetime] = {}
        for letter in self.letters:
            if data.get(f"date_{letter}"):
                self._check(letter, starts)
        if self.errors:
            return data
        if len(starts) < FEWEST_DATES:
            empty = next(each for each in self.letters if each not in starts)
            self.add_error(f"date_{empty}", str(TooFewDates.message))
        else:
            self._check_together(starts)
        return data

    def _check(self, letter: str, starts: dict[str, datetime]) -> None:
        data = self.cleaned_data
        if not data.get(f"time_{letter}"):
            if f"time_{letter}" not in self.errors:
                self.add_error(
                    f"time_{letter}", _("Enter the time of date %(letter)s") % {"letter": letter}
                )
            return
        try:
            starts[letter] = future_instant(
                data[f"date_{letter}"], data[f"time_{letter}"], self.group.zone, self.now
            )
        except (InThePast, TooFarAhead) as refused:
            self.add_error(f"date_{letter}", str(refused.message))
        except NoSuchTime:
            self.add_error(f"time_{letter}", NO_SUCH_TIME)

    def _check_together(self, starts: Mapping[str, datetime]) -> None:
        seen = set()
        for letter, at in starts.items():
            each = (at, self.cleaned_data[f"place_{letter}"])
            if each in seen:
                self.add_error(f"date_{letter}", str(SameDateTwice.message))
            seen.add(each)
        wrong: Refused | None = None
        if self.closes_at <= self.now:
            wrong = ClosesTooSoon()
        elif self.closes_at >= min(starts.values()):
            wrong = ClosesTooLate()
        if wrong is not None:
            self.add_error("last_day", str(wrong.message))

    def _is_filled(self, letter: str) -> bool:
        bound = self[f"date_{letter}"]
        return bool(bound.errors) or any(boxes(bound.value()))


def _date_fields(letter: str, places: Any) -> dict[str, forms.Field]:
    said = {"letter": letter}
    return {
        f"date_{letter}": DateParts(
            label=_("Date %(letter)s") % said, what=_("date %(letter)s") % said, required=False
        ),
        f"time_{letter}": ClockTime(label=_("Time of date %(letter)s") % said, required=False),
        f"place_{letter}": PlaceField(
            label=_("Place of date %(letter)s") % said,
            queryset=places,
            required=False,
            empty_label=_("We will decide later"),
            error_messages={"invalid_choice": _("Choose a place from the list")},
        ),
    }


class BookForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class DropForm(forms.Form):
    """Nothing to fill in."""


class VoteForm(forms.Form):
    """Yes, if need be or no to each date; one without an answer stays as it was."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, options: Sequence[PollOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letters = [option.letter for option in options]
        for option in options:
            self.fields[f"vote_{option.letter}"] = _vote_field(option)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.votes(data):
            self.add_error(
                f"vote_{self.letters[0]}", _("Select yes, if need be or no for at least one date")
            )
        return data

    def votes(self, data: Mapping[str, Any] | None = None) -> dict[str, str]:
        """Letter and value of what was chosen."""
        data = self.cleaned_data if data is None else data
        chosen = ((letter, data.get(f"vote_{letter}")) for letter in self.letters)
        return {letter: value for letter, value in chosen if value}


def _vote_field(option: PollOption) -> forms.ChoiceField:
    label = f"{option.letter}: {longdate(option.date)}, {clock(option.time)}"
    field = forms.ChoiceField(
        label=label, choices=VoteValue.choices, widget=forms.RadioSelect, required=False
    )
    if option.place is not None:
        field.help_text = option.place.name
    field.label_size = "m"  # type: ignore[attr-defined]
    return field
