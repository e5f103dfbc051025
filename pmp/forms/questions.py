"""The participant's questions: each form is one page, knows what was answered, and saves itself."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followon.pages.words import phone as spaced
from followon.people.models import (
    AccessNeed,
    Audience,
    CommunicationNeed,
    ContactKind,
    NeedKind,
    Reach,
    SharedThing,
    User,
)
from followon.people.services.contacts import read_contact
from groups.models import JobKind

from ..models import Travel, Wish
from ..queries.answers import Answers
from ..services import answers as services
from ..steps import Step

LONGEST_REASON = 200


class QuestionForm(forms.Form):
    """One question about one participant; `save` writes the answer through the services."""

    step: ClassVar[Step]

    def __init__(self, *args: Any, answers: Answers, **kwargs: Any) -> None:
        self.answers, self.participant = answers, answers.participant
        super().__init__(*args, initial=self.answered(), **kwargs)

    def answered(self) -> dict[str, Any]:
        """What was answered before, field by field."""
        raise NotImplementedError

    def save(self, *, by: User, now: datetime) -> None:
        raise NotImplementedError


class WishForm(QuestionForm):
    step = Step.WISH

    wish = forms.ChoiceField(
        label=_("Would you like to keep meeting?"),
        choices=Wish.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select yes, maybe or not for me")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wish"].option_hints = {
            Wish.MAYBE: _("You can decide later. It depends on time and place for many people"),
            Wish.NO: _("That is fine. We will not ask again"),
        }

    def answered(self) -> dict[str, Any]:
        return {"wish": self.participant.wish}

    def save(self, *, by: User, now: datetime) -> None:
        services.save_wish(
            participant=self.participant, wish=self.cleaned_data["wish"], by=by, now=now
        )


class ReachForm(QuestionForm):
    step = Step.REACH
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
        for kind in self.NEEDS.get(data.get("reach", ""), ()):
            if not data.get(kind) and kind not in self.errors:
                self.add_error(kind, needed[kind])
        by_phone = data.get("mobile") or data.get("landline")
        if data.get("reach") == Reach.CALL and not by_phone and not self.errors:
            self.add_error("mobile", _("Enter a number that you can be called on"))
        return data

    def save(self, *, by: User, now: datetime) -> None:
        services.save_reach(
            participant=self.participant,
            reach=self.cleaned_data["reach"],
            contacts={kind: self.cleaned_data[kind] for kind in ContactKind.values},
            by=by,
            now=now,
        )


class SharingForm(QuestionForm):
    """One choice for each contact that the person has, and one for their access needs."""

    step = Step.SHARING

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
        value = self.answers.contact(thing)
        label = gettext("Your %(thing)s") % {"thing": str(SharedThing(thing).label).lower()}
        if not value:
            return label
        shown = value if thing == ContactKind.EMAIL else spaced(value)
        return f"{label}: {shown}"

    def answered(self) -> dict[str, Any]:
        return {f"share_{thing}": audience for thing, audience in self.answers.shared.items()}

    def save(self, *, by: User, now: datetime) -> None:
        chosen = {
            thing: self.cleaned_data[f"share_{thing}"] or Audience.NOBODY for thing in self.things()
        }
        services.save_sharing(participant=self.participant, choices=chosen, by=by, now=now)


class TravelForm(QuestionForm):
    step = Step.TRAVEL

    area = forms.CharField(
        label=_("Where do you set out from?"),
        help_text=_("A town, a part of town, or the first half of your postcode, like BS5"),
        max_length=40,
        required=False,
        error_messages={"max_length": _("Use 40 letters or fewer")},
        widget=forms.TextInput(attrs={"width": 20}),
    )
    travel = forms.ChoiceField(
        label=_("How do you travel most?"),
        choices=Travel.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def answered(self) -> dict[str, Any]:
        return {"area": self.participant.area, "travel": self.participant.travel}

    def save(self, *, by: User, now: datetime) -> None:
        services.save_travel(
            participant=self.participant,
            area=self.cleaned_data["area"],
            travel=self.cleaned_data["travel"],
            by=by,
            now=now,
        )


class AccessForm(QuestionForm):
    step = Step.ACCESS

    access = forms.MultipleChoiceField(
        label=_("What do you need of a place?"),
        help_text=_("Select all that you need"),
        choices=AccessNeed.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def answered(self) -> dict[str, Any]:
        return {"access": self.answers.access}

    def save(self, *, by: User, now: datetime) -> None:
        services.save_needs(
            participant=self.participant,
            codes=self.cleaned_data["access"],
            kinds=[NeedKind.ACCESS],
            by=by,
            now=now,
        )


class CommunicationForm(QuestionForm):
    step = Step.COMMUNICATION
    KINDS: ClassVar[list[str]] = [kind for kind in NeedKind.values if kind != NeedKind.ACCESS]

    communication = forms.MultipleChoiceField(
        label=_("What helps you to read, hear or understand?"),
        help_text=_("Select all that you need"),
        choices=CommunicationNeed.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def answered(self) -> dict[str, Any]:
        return {"communication": self.answers.communication}

    def save(self, *, by: User, now: datetime) -> None:
        services.save_needs(
            participant=self.participant,
            codes=self.cleaned_data["communication"],
            kinds=self.KINDS,
            by=by,
            now=now,
        )


class JobsForm(QuestionForm):
    step = Step.JOBS

    jobs = forms.MultipleChoiceField(
        label=_("Would you take on a small job?"),
        help_text=_("Jobs are shared and can be passed on at any time. None is fine"),
        choices=JobKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jobs"].option_hints = {
            JobKind.COORDINATOR: _("Sets the next date with the group"),
            JobKind.DEPUTY: _("Steps in when the coordinator is not well"),
            JobKind.PLACE_FINDER: _("Finds somewhere to meet"),
            JobKind.WELCOMER: _("Says hello to people who are new"),
            JobKind.MESSAGE_KEEPER: _("Passes messages on"),
            JobKind.GOAL_PROMPTER: _("Asks how people’s goals go, if they like"),
        }

    def answered(self) -> dict[str, Any]:
        return {"jobs": self.answers.jobs}

    def save(self, *, by: User, now: datetime) -> None:
        services.save_jobs(
            participant=self.participant, kinds=self.cleaned_data["jobs"], by=by, now=now
        )
