"""In which language somebody wants to be written to; asked only where there is a choice."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.pages import languages
from followon.people.models import User

from ..services import answers as services
from ..steps import Step
from .questions import QuestionForm


class LanguageForm(QuestionForm):
    step = Step.LANGUAGE
    title = _("Which language should our messages be in?")
    heading = "language"

    language = forms.ChoiceField(label=title, required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = list(languages.available().items())  # type: ignore[attr-defined]

    def answered(self) -> dict[str, Any]:
        return {"language": self.answers.language}

    def save(self, *, by: User, now: datetime) -> None:
        services.save_language(
            participant=self.participant, language=self.cleaned_data["language"], by=by, now=now
        )
