"""The leaflet's words, part by part, and the film."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from followon.messaging.checking import long_sentences

from ..models import LONGEST_PART, LeafletPart


class LeafletForm(forms.Form):
    film = forms.CharField(
        label=_("Film (if you have one)"),
        help_text=_(
            "A web address that begins with https://. The leaflet says that it opens on another "
            "website. Leave it empty for no film."
        ),
        required=False,
        max_length=300,
        validators=[
            URLValidator(
                schemes=["https"], message=_("Enter a web address that begins with https://")
            )
        ],
        error_messages={"max_length": _("Use 300 letters or fewer")},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = {part.value: _part_field(part) for part in LeafletPart}
        self.fields = {**parts, **self.fields}

    def words(self) -> dict[str, str]:
        """As typed; an emptied part is "" and stands in our words."""
        return {part: self.cleaned_data[part] for part in LeafletPart.values}

    def long_sentences(self) -> list[str]:
        """Sentences that are hard to read on a bad day; they are said, not forbidden."""
        lines = [line for words in self.words().values() for line in words.splitlines()]
        return [sentence for line in lines for sentence in long_sentences(line)]


def _part_field(part: LeafletPart) -> forms.CharField:
    return forms.CharField(
        label=part.label,
        required=False,
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _("Use 1,200 letters or fewer")},
    )
