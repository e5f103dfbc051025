"""All questions on one page, for whoever keys in a paper form."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from ..queries.answers import Answers
from ..steps import Step
from .questions import QuestionForm
from .reaching import SharingForm
from .steps import FORM_OF


class AgreementForm(forms.Form):
    agreed = forms.BooleanField(
        label=_("The person agrees that I enter these answers for them"),
        error_messages={"required": _("Confirm that the person agrees")},
    )


def paper_forms(data: Mapping[str, str] | None, answers: Answers) -> list[QuestionForm]:
    """A form for each question, in order; sharing is asked of the contacts that there are.

    After a no the other answers are left as they are.
    """
    forms = [FORM_OF[step](data, answers=answers, alone=False) for step in Step]
    forms[0].fields["wish"].label = _("Would they like to keep meeting?")
    if data is not None and data.get("wish") == "no":
        return forms[:1]
    return [form for form in forms if not isinstance(form, SharingForm) or answers.contacts]
