"""An area: its name, other words for it, its neighbours."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..fitting import normal
from ..models import Area

LONGEST = 40
MOST_WORDS = 30


class AreaForm(forms.Form):
    """`others` are the service's other areas."""

    name = forms.CharField(
        label=_("Name of the area"),
        help_text=_("A town or part of town"),
        max_length=LONGEST,
        error_messages={
            "required": _("Enter the name of the area"),
            "max_length": _("Use 40 letters or fewer"),
        },
    )
    also = forms.CharField(
        label=_("Other words that people use for it"),
        help_text=_("Parts of it, or first halves of postcodes, with commas: Southville, BS3"),
        max_length=500,
        required=False,
        error_messages={"max_length": _("Use 500 letters or fewer")},
    )
    near = forms.MultipleChoiceField(
        label=_("Which areas are its neighbours?"),
        help_text=_("A short bus or taxi ride away"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )

    def __init__(
        self, *args: Any, others: Sequence[Area], area: Area | None = None, **kwargs: Any
    ) -> None:
        self.others = {str(one.pk): one for one in others}
        if area:
            kwargs["initial"] = {
                "name": area.name,
                "also": ", ".join(area.also),
                "near": [str(one.pk) for one in area.near.all()],
            }
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["near"].choices = [(key, one.name) for key, one in self.others.items()]
        if not self.others:
            del self.fields["near"]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if normal(name) in {normal(one.name) for one in self.others.values()}:
            raise forms.ValidationError(_("There is an area of this name already"))
        return name

    def clean_also(self) -> list[str]:
        typed = (" ".join(words.split()) for words in self.cleaned_data["also"].split(","))
        words = list(dict.fromkeys(filter(None, typed)))
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(_("Use 30 words or fewer"))
        return words

    def facts(self) -> dict[str, Any]:
        """What was typed, in the words of `services.areas`."""
        data = self.cleaned_data
        near = [self.others[key] for key in data.get("near", ())]
        return {"name": data["name"], "also": data["also"], "near": near}
