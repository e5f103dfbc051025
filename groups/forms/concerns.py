"""A short note to the service about somebody, or oneself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Group

NOTE_LENGTH = 500


class NoteForm(forms.Form):
    """`groups` are those to choose from; with one there is nothing to choose."""

    group = forms.ChoiceField(
        label=_("Which group is this about?"),
        help_text=_("Nobody in the group sees your note. It goes to the group's pain service."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select which group this is about"),
            "invalid_choice": _("Select one of your groups"),
        },
    )
    words = forms.CharField(
        label=_("What are you worried about?"),
        help_text=_("Up to 500 characters. A few words are enough."),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write a few words about what worries you"),
            "max_length": _("Your note must be 500 characters or fewer"),
        },
    )

    def __init__(self, *args: Any, groups: list[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in groups}
        if len(groups) < 2:
            del self.fields["group"]
            return
        field: Any = self.fields["group"]
        field.choices = [(key, group.name) for key, group in self.groups.items()]
        if len({group.service_id for group in groups}) > 1:
            field.option_hints = {key: group.service.name for key, group in self.groups.items()}

    @property
    def chosen(self) -> Group:
        """The group that the note is about."""
        key = self.cleaned_data.get("group") or next(iter(self.groups))
        return self.groups[key]
