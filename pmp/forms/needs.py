"""Access needs, and communication needs as the Accessible Information Standard has them."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.people.forms.needs import NeedsForm
from followon.people.models import AccessNeed, CommunicationNeed, NeedKind, User

from ..services import answers as services
from ..steps import Step
from .questions import QuestionForm


class AccessForm(QuestionForm):
    step = Step.ACCESS
    title = _("What do you need of a place?")
    heading = "access"

    access = forms.MultipleChoiceField(
        label=title,
        help_text=_(
            "Tick all that you need. Your group sees only how many people need something, "
            "unless you share it"
        ),
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
    title = _("What helps you to read, hear or understand?")
    heading = "communication"
    KINDS: ClassVar[list[str]] = [kind for kind in NeedKind.values if kind != NeedKind.ACCESS]

    communication = forms.MultipleChoiceField(
        label=title,
        help_text=_(
            "Tick all that you need. We use it when we write or call, and ask again in a year"
        ),
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


class NeedsOfForm(NeedsForm):
    """The same about somebody else, for the staff who asked them."""

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["access"].label = _("What does %(name)s need of a place?") % {"name": name}
        self.fields["access"].help_text = _("Tick all that they need")
        communication = self.fields["communication"]
        communication.label = _("What helps %(name)s to read, hear or understand?") % {"name": name}
        communication.help_text = _("Tick all that they say")
