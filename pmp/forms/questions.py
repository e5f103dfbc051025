"""The participant's questions: each form is one page, knows what was answered, and saves itself."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from followon.people.models import User
from groups.models import JobKind

from ..models import Travel, Wish
from ..queries.answers import Answers
from ..services import answers as services
from ..steps import Step

LONGEST_REASON = 200


class QuestionForm(forms.Form):
    """One question about one participant; `save` writes the answer through the services."""

    step: ClassVar[Step]
    # What is asked and what is said about it, on the page and on the paper form.
    title: ClassVar[str | Promise]
    intro: ClassVar[str | Promise] = ""
    # The one field of a page; its label is the page's h1.
    heading: ClassVar[str] = ""
    # The title with its number, where all questions stand on one page.
    numbered: str = ""

    def __init__(self, *args: Any, answers: Answers, alone: bool = True, **kwargs: Any) -> None:
        self.answers, self.participant = answers, answers.participant
        kwargs["initial"] = self.answered() if answers.is_shown else {}
        super().__init__(*args, **kwargs)
        if self.heading and alone:
            self.fields[self.heading].is_page_heading = True  # type: ignore[attr-defined]

    def answered(self) -> dict[str, Any]:
        """What was answered before, field by field."""
        raise NotImplementedError

    def save(self, *, by: User, now: datetime) -> None:
        raise NotImplementedError


class WishForm(QuestionForm):
    step = Step.WISH
    title = _("Would you like to keep meeting?")

    wish = forms.ChoiceField(
        label=_("Your answer"),
        choices=Wish.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select yes, maybe or not for me")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wish"].option_hints = {  # type: ignore[attr-defined]
            Wish.MAYBE: _("For many people it depends on the time and place. You can decide later"),
            Wish.NO: _("That is fine. We will not ask again"),
        }

    def answered(self) -> dict[str, Any]:
        return {"wish": self.participant.wish}

    def save(self, *, by: User, now: datetime) -> None:
        services.save_wish(
            participant=self.participant, wish=self.cleaned_data["wish"], by=by, now=now
        )


class TravelForm(QuestionForm):
    step = Step.TRAVEL
    title = _("Getting there")
    intro = _("This helps to find a place that is not too far for anybody.")

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


class JobsForm(QuestionForm):
    step = Step.JOBS
    title = _("Would you take on a small job?")
    heading = "jobs"

    jobs = forms.MultipleChoiceField(
        label=title,
        help_text=_("Jobs are shared and can be passed on at any time. None is fine"),
        choices=JobKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jobs"].option_hints = {  # type: ignore[attr-defined]
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
