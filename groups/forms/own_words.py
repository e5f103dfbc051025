"""Goals, the plan for a flare-up, the list for an appointment, and who may read them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.people.models import User

from ..models import GOAL_LENGTH, GP_ITEM_LENGTH, PLAN_LENGTH, Group, OwnWords, ShownTo


def _box(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=PLAN_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Use 300 characters or fewer")},
    )


class GoalForm(forms.Form):
    words = forms.CharField(
        label=_("What would you like to be able to do?"),
        help_text=_(
            "Something small that matters to you. For example: walk to the shop with my sister."
        ),
        max_length=GOAL_LENGTH,
        error_messages={
            "required": _("Write down what you would like to be able to do"),
            "max_length": _("Use 120 characters or fewer"),
        },
    )
    asks = forms.BooleanField(
        label=_("Ask me how it is going after my group has met"),
        help_text=_("Only you are asked, on your first page. You can stop it at any time."),
        required=False,
        initial=True,
    )


class StepForm(forms.Form):
    words = forms.CharField(
        label=_("A small step towards it"),
        help_text=_("For example: walk to the corner twice this week."),
        max_length=GOAL_LENGTH,
        error_messages={
            "required": _("Write down a small step"),
            "max_length": _("Use 120 characters or fewer"),
        },
    )


class FlareUpForm(forms.Form):
    """Every box may stay empty."""

    signs = _box(_("How I know that a flare-up is coming"))
    helps = _box(_("What helps me"), _("For example: heat, short rests, slow breathing, music."))
    leave = _box(_("What can wait"), _("For example: cleaning, shopping, phone calls."))
    others = _box(_("What others can do for me"), _("And what does not help."))
    after = _box(_("How I get going again"), _("A little at a time."))


class GpItemForm(forms.Form):
    words = forms.CharField(
        label=_("What would you like to say or ask?"),
        help_text=_("One thing at a time. For example: my tablets make me sleepy in the morning."),
        max_length=GP_ITEM_LENGTH,
        error_messages={
            "required": _("Write down what you would like to say or ask"),
            "max_length": _("Use 160 characters or fewer"),
        },
    )


WHO_MAY_READ = {
    "goal": _("Who may read this goal?"),
    "flareupplan": _("Who may read your plan for a flare-up?"),
    "gplist": _("Who may read your list for an appointment?"),
}


class ShowForm(forms.Form):
    """Who may read one thing: `groups` and `people` are those of its owner."""

    who = forms.ChoiceField(
        help_text=_("Staff of the service never can. You can change this at any time."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select who may read this"),
            "invalid_choice": _("Select one of the choices"),
        },
    )
    who.is_page_heading = True  # type: ignore[attr-defined]
    person = forms.ChoiceField(
        label=_("Which person?"),
        required=False,
        error_messages={"invalid_choice": _("Select one of the people in your groups")},
    )

    def __init__(
        self, *args: Any, own: OwnWords, groups: list[Group], people: list[User], **kwargs: Any
    ) -> None:
        self.groups = {str(group.pk): group for group in groups}
        self.people = {str(person.pk): person for person in people}
        kwargs["initial"] = {
            "who": str(own.group_id) if own.group_id else own.shown_to,
            "person": str(own.person_id or ""),
        }
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["who"].label = WHO_MAY_READ[str(own._meta.model_name)]
        fields["who"].choices = [
            (ShownTo.NOBODY.value, ShownTo.NOBODY.label),
            *[
                (key, _("Everyone in %(group)s") % {"group": group.name})
                for key, group in self.groups.items()
            ],
            *([(ShownTo.PERSON.value, _("One person"))] if people else []),
        ]
        fields["who"].reveals = {ShownTo.PERSON.value: "person"}
        fields["person"].choices = [
            ("", _("Select a person")),
            *[(key, person.first_name) for key, person in self.people.items()],
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        wants_person = cleaned.get("who") == ShownTo.PERSON
        if wants_person and not cleaned.get("person") and "person" not in self.errors:
            self.add_error("person", _("Select which person may read this"))
        return cleaned

    @property
    def chosen(self) -> dict[str, Any]:
        """The words of `show_to`."""
        who, person = self.cleaned_data["who"], self.cleaned_data["person"]
        if who in self.groups:
            return {"shown_to": ShownTo.GROUP, "group": self.groups[who]}
        if who == ShownTo.PERSON:
            return {"shown_to": ShownTo.PERSON, "person": self.people[person]}
        return {"shown_to": ShownTo.NOBODY}
