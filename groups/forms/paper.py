"""How a sheet should be printed; asked in the address, because nothing changes by it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


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
