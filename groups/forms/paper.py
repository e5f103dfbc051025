"""How a sheet should be printed; asked in the address, because nothing changes by it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..kit import LEFT_OUT, PARTS, Idea


class PaperForm(forms.Form):
    large = forms.BooleanField(label=_("Large print"), required=False)


class PosterForm(PaperForm):
    """At the group's own place it can say where, which is left out unless somebody asks."""

    address = forms.BooleanField(label=_("Print the address as well"), required=False)

    def __init__(self, *args: Any, is_private: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_private:
            del self.fields["address"]


class PhoneListForm(PaperForm):
    """Whoever runs the group may print for themselves what is shared with them alone."""

    all = forms.BooleanField(
        label=_("Include what is shared with the coordinator and deputy alone"), required=False
    )

    def __init__(self, *args: Any, sees_more: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sees_more:
            del self.fields["all"]


def _choices(ideas: tuple[Idea, ...]) -> list[tuple[str, Any]]:
    return [*((idea.code, idea.title) for idea in ideas), (LEFT_OUT, _("Leave this out"))]


class KitForm(PaperForm):
    """Which ideas go on the sheet; each part may be left out."""

    check_in = forms.ChoiceField(
        label=_("To begin"),
        choices=_choices(PARTS["check_in"]),
        widget=forms.RadioSelect,
        required=False,
    )
    skill = forms.ChoiceField(
        label=_("Something from the course"),
        choices=_choices(PARTS["skill"]),
        widget=forms.RadioSelect,
        required=False,
    )
    fun = forms.ChoiceField(
        label=_("Something fun"),
        choices=_choices(PARTS["fun"]),
        widget=forms.RadioSelect,
        required=False,
    )
    next_date = forms.BooleanField(label=_("A reminder to set the next date"), required=False)
    field_order = ("check_in", "skill", "fun", "next_date", "large")
