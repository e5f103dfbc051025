"""Form fields that Django lacks: a date in three boxes, and a time as people write it."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from followon.pages.typed import HalfTime, read_month, read_time, read_year
from followon.pages.words import clock

THE_DATE = _("the date")
PARTS = ("day", "month", "year")


class TypedDate(NamedTuple):
    """What stands in the three boxes, as typed."""

    day: str = ""
    month: str = ""
    year: str = ""


def boxes(value: Any) -> TypedDate:
    """What the three boxes show for a date, for what was typed before, or for nothing."""
    if isinstance(value, date):
        return TypedDate(str(value.day), str(value.month), str(value.year))
    return value if isinstance(value, TypedDate) else TypedDate()


class DatePartsWidget(forms.Widget):
    """Three boxes named NAME_day, NAME_month and NAME_year; drawn by followon.pages.components."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedDate:
        return TypedDate(*(str(data.get(f"{name}_{part}") or "").strip() for part in PARTS))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in PARTS)

    def format_value(self, value: Any) -> TypedDate:
        return boxes(value)


class DateParts(forms.Field):
    """A date typed as day, month (number or name) and year (two or four figures).

    `what` names it in the error messages: "Enter the date of the meeting".
    """

    widget = DatePartsWidget
    default_error_messages = {
        "required": _("Enter %(what)s"),
        "incomplete": _("%(What)s must include a %(missing)s"),
        "unreal": _("%(What)s must be a real date"),
    }

    def __init__(self, *, what: str | Promise = THE_DATE, **kwargs: Any) -> None:
        self.what = what
        super().__init__(**kwargs)

    def clean(self, value: TypedDate | date | None) -> date | None:
        if isinstance(value, date):
            return value
        typed = value or TypedDate()
        missing = [part for part in PARTS if not getattr(typed, part)]
        if len(missing) == len(PARTS):
            if self.required:
                raise self._error("required", PARTS)
            return None
        if missing:
            raise self._error("incomplete", missing)
        try:
            return date(read_year(typed.year), read_month(typed.month), int(typed.day))
        except (ValueError, OverflowError):  # the second for figures that no computer word holds
            raise self._error("unreal", PARTS) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        before, after = (boxes(value) for value in (initial, data))
        return before != after

    def _error(self, code: str, parts: Any) -> ValidationError:
        """The message, which boxes it is about, and the words to put into it."""
        names = {"day": _("day"), "month": _("month"), "year": _("year")}
        params = {
            "what": self.what,
            "What": capfirst(str(self.what)),
            "missing": _(" and a ").join(str(names[part]) for part in parts),
            "parts": tuple(parts),
        }
        return ValidationError(self.error_messages[code], code=code, params=params)


class ClockTime(forms.Field):
    """A time of day in one box: 14:30, 2pm, 2.30 pm, 1430, midday."""

    widget = forms.TextInput
    default_error_messages = {
        "required": _("Enter a time, like 2pm or 2:30pm"),
        "invalid": _("Enter a time, like 2pm or 2:30pm"),
        "half": _("Say if the time is morning or afternoon, like %(typed)spm"),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"width": 5, "autocomplete": "off", "spellcheck": False}

    def prepare_value(self, value: Any) -> Any:
        return clock(value) if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        try:
            return read_time(str(value))
        except HalfTime:
            params = {"typed": str(value).strip()}
            raise ValidationError(self.error_messages["half"], "half", params) from None
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], "invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True
