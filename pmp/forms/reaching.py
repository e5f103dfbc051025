"""How to reach you, and who may see that."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followon.pages.words import phone as spaced
from followon.people.models import Audience, ContactKind, Reach, SharedThing, User
from followon.people.services.contacts import read_contact

from ..services import answers as services
from ..steps import Step
from .questions import QuestionForm


class ReachForm(QuestionForm):
    step = Step.REACH
    title = _("How can we reach you?")
    intro = _(
        "Check these and change what is wrong. Your group sees none of it unless you say so in "
        "the next question."
    )
    NEEDS: ClassVar[dict[str, tuple[str, ...]]] = {
        Reach.TEXT: ("mobile",),
        Reach.EMAIL: ("email",),
        Reach.BOTH: ("mobile", "email"),
    }

    mobile = forms.CharField(
        label=_("Mobile number"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "width": 20}),
    )
    email = forms.CharField(
        label=_("Email address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    landline = forms.CharField(
        label=_("Landline number"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "width": 20}),
    )
    reach = forms.ChoiceField(
        label=_("How do you want to hear from your group?"),
        choices=Reach.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how you want to hear from your group")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.answers.settled:
            for kind in ContactKind.values:
                del self.fields[kind]

    def answered(self) -> dict[str, Any]:
        given = {kind: self.answers.contact(kind) for kind in ContactKind.values}
        for kind in (ContactKind.MOBILE.value, ContactKind.LANDLINE.value):
            given[kind] = spaced(given[kind]) if given[kind] else ""
        return {**given, "reach": self.answers.reach}

    def _clean_contact(self, kind: str) -> str:
        raw = str(self.cleaned_data[kind]).strip()
        if raw:
            try:
                read_contact(kind, raw)
            except ValueError as error:
                raise forms.ValidationError(str(error)) from None
        return raw

    def clean_mobile(self) -> str:
        return self._clean_contact(ContactKind.MOBILE)

    def clean_email(self) -> str:
        return self._clean_contact(ContactKind.EMAIL)

    def clean_landline(self) -> str:
        return self._clean_contact(ContactKind.LANDLINE)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        needed = {
            "mobile": _("Enter your mobile number, or select another way to hear from your group"),
            "email": _("Enter your email address, or select another way to hear from your group"),
        }
        if self.answers.settled:
            return data
        for kind in self.NEEDS.get(data.get("reach", ""), ()):
            if not data.get(kind) and kind not in self.errors:
                self.add_error(kind, needed[kind])
        by_phone = data.get("mobile") or data.get("landline")
        if data.get("reach") == Reach.CALL and not by_phone and not self.errors:
            self.add_error("mobile", _("Enter a number that you can be called on"))
        return data

    def save(self, *, by: User, now: datetime) -> None:
        data = self.cleaned_data
        services.save_reach(
            participant=self.participant,
            reach=data["reach"],
            contacts={kind: data[kind] for kind in ContactKind.values if kind in data},
            by=by,
            now=now,
        )


class SharingForm(QuestionForm):
    """One choice for each contact that the person has, and one for their access needs."""

    step = Step.SHARING
    title = _("Who may see your details?")
    intro = _("You can take part without sharing anything. You can change this at any time.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for thing in self.things():
            self.fields[f"share_{thing}"] = forms.ChoiceField(
                label=self._label(thing),
                choices=Audience.choices,
                widget=forms.RadioSelect(attrs={"small": True}),
                required=False,
            )

    def things(self) -> list[str]:
        kinds = [kind for kind in ContactKind.values if self.answers.contact(kind)]
        return [*kinds, SharedThing.NEEDS.value]

    def _label(self, thing: str) -> str:
        label = gettext("Your %(thing)s") % {"thing": str(SharedThing(thing).label).lower()}
        value = self.shown_value(thing)
        return f"{label}: {value}" if value else label

    def shown_value(self, thing: str) -> str:
        """The number or address that a choice is about."""
        value = self.answers.contact(thing)
        return value if not value or thing == ContactKind.EMAIL else spaced(value)

    def answered(self) -> dict[str, Any]:
        return {f"share_{thing}": audience for thing, audience in self.answers.shared.items()}

    def save(self, *, by: User, now: datetime) -> None:
        chosen = {
            thing: self.cleaned_data[f"share_{thing}"] or Audience.NOBODY for thing in self.things()
        }
        services.save_sharing(participant=self.participant, choices=chosen, by=by, now=now)
