"""Taking a break and leaving."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.pages.fields import DateParts
from followon.people.models import User

from ..local_time import months_after
from ..models import LeavingReason, Membership

NOT_KNOWN, A_DATE = "not_known", "date"
MONTHS = {"1": 1, "2": 2, "3": 3, NOT_KNOWN: 3}
HOW_LONG = [
    ("1", _("1 month")),
    ("2", _("2 months")),
    ("3", _("3 months")),
    (NOT_KNOWN, _("I do not know yet")),
    (A_DATE, _("Until a day that I choose")),
]


class RestForm(forms.Form):
    """How long a break is; nobody has to know the day."""

    how_long = forms.ChoiceField(
        label=_("How long would you like a break?"),
        help_text=_("A guess is fine. You can come back sooner, or take longer."),
        choices=HOW_LONG,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how long you would like a break")},
    )
    until = DateParts(
        label=_("When do you hope to be back?"),
        what=_("the day you hope to be back"),
        required=False,
    )
    texts = forms.BooleanField(label=_("Keep sending me messages during my break"), required=False)
    how_long.reveals = {A_DATE: "until"}  # type: ignore[attr-defined]
    how_long.option_hints = {  # type: ignore[attr-defined]
        NOT_KNOWN: _("We write down 3 months. You can change it on any day.")
    }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """`until` is the day in any case; how it was chosen is nobody's business."""
        cleaned: dict[str, Any] = super().clean() or {}
        how_long = cleaned.pop("how_long", "")
        if how_long in MONTHS:
            cleaned["until"] = months_after(self.today, MONTHS[how_long])
            self.errors.pop("until", None)
        elif how_long == A_DATE and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", _("Enter the day you hope to be back"))
        return cleaned


class BreakMessagesForm(forms.Form):
    """Which groups may message somebody who takes a break from them."""

    members = forms.ModelMultipleChoiceField(
        label=_("Who may message you while you take a break?"),
        help_text=_("Without a tick, a group's messages stop during your break."),
        queryset=Membership.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    members.is_page_heading = True  # type: ignore[attr-defined]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["members"]
        field.queryset = Membership.objects.open().filter(user=user).select_related("group")
        field.label_from_instance = lambda member: member.group.name


class LeaveForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why are you leaving?"),
        help_text=_("You do not have to say. Your group never sees this."),
        choices=LeavingReason.choices,
        required=False,
        widget=forms.RadioSelect,
    )


class OfferForm(forms.Form):
    """Whom to ask to take a job."""

    member = forms.ModelChoiceField(
        queryset=Membership.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Select who to ask"),
            "invalid_choice": _("Select who to ask from the list"),
        },
    )
    member.is_page_heading = True  # type: ignore[attr-defined]

    def __init__(self, *args: Any, group_id: Any, but: int | None, job: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.open().filter(group=group_id)
        if but is not None:
            members = members.exclude(pk=but)
        field: Any = self.fields["member"]
        field.label = _("Who would you like to ask to be the %(job)s?") % {"job": job.lower()}
        field.help_text = _(
            "They get a message, and can say no. If you choose yourself, you have it at once."
        )
        field.queryset = members.select_related("user").order_by("user__preferred_name", "pk")
        field.label_from_instance = lambda member: member.user.first_name
