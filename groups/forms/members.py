"""Taking a break and leaving."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followon.pages.fields import DateParts

from ..models import LeavingReason, Membership


class RestForm(forms.Form):
    until = DateParts(
        label=_("When do you hope to be back?"),
        what=_("the day you hope to be back"),
        help_text=_("A guess is fine. You can come back sooner, or change the day later."),
    )
    texts = forms.BooleanField(label=_("Keep sending me messages during my break"), required=False)


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
