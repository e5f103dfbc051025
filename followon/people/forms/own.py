"""Questions on a person's own details, one a page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.pages import languages
from followon.pages.fields import ClockTime

from ..models import Audience, ContactKind, Reach, SharedThing
from ..services.contacts import read_contact

CONTACT_QUESTIONS = {
    ContactKind.MOBILE: (_("What is your mobile number?"), "tel"),
    ContactKind.EMAIL: (_("What is your email address?"), "email"),
    ContactKind.LANDLINE: (_("What is your landline number?"), "home tel"),
}
SHARING_QUESTIONS = {
    SharedThing.MOBILE: _("Who can see your mobile number?"),
    SharedThing.EMAIL: _("Who can see your email address?"),
    SharedThing.LANDLINE: _("Who can see your landline number?"),
    SharedThing.NEEDS: _("Who can see your access needs?"),
}


class NameForm(forms.Form):
    preferred_name = forms.CharField(
        label=_("What would you like to be called?"),
        help_text=_("Your group and our messages use this name."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "width": 20}),
        error_messages={
            "required": _("Enter what you would like to be called"),
            "max_length": _("Use 40 letters or fewer"),
        },
    )
    preferred_name.is_page_heading = True  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """One contact; the error says what it should look like."""

    value = forms.CharField(max_length=254)

    def __init__(self, *args: Any, kind: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        field = self.fields["value"]
        field.help_text = hint
        field.label, purpose = CONTACT_QUESTIONS[ContactKind(kind)]
        field.is_page_heading = True  # type: ignore[attr-defined]
        widget = forms.EmailInput if kind == ContactKind.EMAIL else forms.TextInput
        field.widget = widget(attrs={"autocomplete": purpose})
        if kind != ContactKind.EMAIL:
            field.widget.attrs |= {"inputmode": "tel", "width": 20}
        try:
            read_contact(kind, "")
        except ValueError as error:
            field.error_messages["required"] = str(error)

    def clean_value(self) -> str:
        raw: str = self.cleaned_data["value"]
        try:
            read_contact(self.kind, raw)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        return raw


class ReachForm(forms.Form):
    reach = forms.ChoiceField(
        label=_("How should we reach you?"),
        choices=Reach.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how we should reach you")},
    )
    reach.is_page_heading = True  # type: ignore[attr-defined]


class WeeklyForm(forms.Form):
    weekly = forms.TypedChoiceField(
        label=_("How often should we message you?"),
        choices=[
            ("no", _("A message for each thing, when it happens")),
            ("yes", _("One message a week, on Monday morning")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how often we should message you")},
    )
    weekly.is_page_heading = True  # type: ignore[attr-defined]
    weekly.option_hints = {  # type: ignore[attr-defined]
        "yes": _(
            "It has your dates and what waits for your answer. There is none in a week with "
            "nothing to say."
        )
    }


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Which language should our messages be in?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a language")},
    )
    language.is_page_heading = True  # type: ignore[attr-defined]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = list(languages.available().items())  # type: ignore[attr-defined]


class SharingForm(forms.Form):
    audience = forms.ChoiceField(
        choices=Audience.choices,
        widget=forms.RadioSelect,
        help_text=_("You can be in a group without sharing anything. You can change this later."),
        error_messages={"required": _("Select who can see it")},
    )

    def __init__(self, *args: Any, thing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].label = SHARING_QUESTIONS[SharedThing(thing)]
        self.fields["audience"].is_page_heading = True  # type: ignore[attr-defined]


class QuietHoursForm(forms.Form):
    """Both times, or neither for the usual hours."""

    quiet_from = ClockTime(
        label=_("No messages from"), help_text=_("For example, 6pm"), required=False
    )
    quiet_until = ClockTime(label=_("Until"), help_text=_("For example, 10am"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if not self.errors and (start is None) != (end is None):
            self.add_error(
                "quiet_until" if end is None else "quiet_from",
                _("Enter both times, or leave both empty"),
            )
        if start is not None and start == end:
            self.add_error("quiet_until", _("The two times must differ"))
        return cleaned
