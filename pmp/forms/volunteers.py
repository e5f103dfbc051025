"""Which volunteers help where."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from followon.people.models import User


def _by_name(field: Any, people: QuerySet[User]) -> None:
    field.queryset = people
    field.label_from_instance = lambda user: user.full_name


class ProgrammeVolunteersForm(forms.Form):
    """Any number, also none."""

    ptvs = forms.ModelMultipleChoiceField(
        label=_("Who helps at this programme?"),
        help_text=_("A programme without a volunteer is fine. Whoever is new is told."),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _by_name(self.fields["ptvs"], people)


class GroupVolunteerForm(forms.Form):
    """One at a time."""

    ptv = forms.ModelChoiceField(
        label=_("Who goes along?"),
        help_text=_("To the next 3 meetings. The group’s page shows their first name."),
        queryset=User.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a volunteer")},
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _by_name(self.fields["ptv"], people)
