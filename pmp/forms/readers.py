"""Naming somebody who reads concerns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.people.models import PainService, User
from groups.queries.readers import could_read


class ReaderForm(forms.Form):
    """Staff of one service who are not named yet; each service has a form of its own."""

    user = forms.ModelChoiceField(
        label=_("Add somebody"),
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Select who reads concerns"),
            "invalid_choice": _("Select somebody of this service's staff"),
        },
    )

    def __init__(self, *args: Any, service: PainService, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{service.pk}_%s", **kwargs)
        field: Any = self.fields["user"]
        field.queryset = could_read(service)
        field.label_from_instance = lambda user: user.full_name
