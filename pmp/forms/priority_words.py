"""The phrases that a service adds to those that raise a concern's priority."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groups.concern_words import MOST_PHRASES, BadPhrase, read_phrases


class PriorityWordsForm(forms.Form):
    phrases = forms.CharField(
        label=_("Your service’s own words"),
        help_text=_(
            "One word or phrase a line. A star at the end stands for any ending: "
            "“fibro*” is also “fibromyalgia”. Capitals and signs do not matter."
        ),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"max_length": _("Use 200 lines or fewer")},
    )

    def clean_phrases(self) -> list[str]:
        try:
            phrases = read_phrases(self.cleaned_data["phrases"])
        except BadPhrase as bad:
            raise ValidationError(
                _(
                    "Line %(line)s must have 3 to 60 letters, or 4 and a star. "
                    "A star can only stand at the end"
                ),
                params={"line": bad.line},
            ) from bad
        if len(phrases) > MOST_PHRASES:
            raise ValidationError(_("Use 200 lines or fewer"))
        return phrases
