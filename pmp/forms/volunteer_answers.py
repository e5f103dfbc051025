"""What a volunteer keys in for somebody: new answers only, on a form that shows none."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..models import Participant
from ..queries.answers import Answers, blank_answers
from ..steps import Step
from .codes import CodeForm
from .paper import asked_on_paper, paper_forms
from .questions import QuestionForm

# Contacts and who sees them: whoever controls a contact can sign in, so only the person and the
# team change those.
NOT_ASKED = (Step.REACH, Step.SHARING)


class VolunteerCodeForm(CodeForm):
    """The code that the person has in their hand, and gives."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code on the person’s slip or form")
        self.fields["code"].error_messages["required"] = _("Enter the code on the slip or form")
        self.fields["code"].is_page_heading = False  # type: ignore[attr-defined]
        if "first_name" in self.fields:
            self.fields["first_name"].label = _("What is the person’s first name?")


def volunteer_forms(data: Mapping[str, str] | None, participant: Participant) -> list[QuestionForm]:
    """Every question that a volunteer may ask, with nothing of what was answered before."""
    answers: Answers = blank_answers(participant)
    return paper_forms(data, answers, steps=asked_on_paper(data, without=NOT_ASKED))


def answered_now(forms: list[QuestionForm]) -> list[QuestionForm]:
    """A question that was left out stays as the person answered it before."""
    return [form for form in forms if form.has_changed()]
