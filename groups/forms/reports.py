"""What became of a meeting."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ..errors import TooManyInTheRoom
from ..models import Membership
from ..services.reports import MOST


class Outcome(TextChoices):
    MET = "met", _("We met")
    NOT_MET = "not_met", _("We did not meet")
    MOVED = "moved", _("It moved to another day")


class ReportForm(forms.Form):
    """We met, N came; we did not; it moved. Names are optional and come only with a sign-in."""

    outcome = forms.ChoiceField(
        label=_("Did you meet?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what happened")},
    )
    headcount = forms.IntegerField(
        label=_("If you met, how many came, including you?"),
        required=False,
        min_value=1,
        max_value=MOST,
        error_messages={
            "invalid": _("Enter how many came as a number, like 5"),
            "min_value": _("Enter how many came, or select that you did not meet"),
            "max_value": _("Enter 60 or fewer"),
        },
    )

    in_person = forms.IntegerField(
        label=_("How many of them were there in person?"),
        help_text=_("You met both ways. You can leave this empty."),
        required=False,
        min_value=0,
        max_value=MOST,
        error_messages={
            "invalid": _("Enter how many were there in person as a number, like 4"),
            "min_value": _("Enter 0 or more"),
            "max_value": _("Enter 60 or fewer"),
        },
    )

    def __init__(self, *args: Any, is_mixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_mixed:
            del self.fields["in_person"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if (data.get("in_person") or 0) > (data.get("headcount") or MOST):
            self.add_error("in_person", str(TooManyInTheRoom.message))
        has_error = "headcount" in self.errors
        if data.get("outcome") == Outcome.MET and not data.get("headcount") and not has_error:
            self.add_error("headcount", _("Enter how many came, as a number like 5"))
        return data


class NamedReportForm(ReportForm):
    """With the names of those who came, if somebody wants to keep them."""

    names = forms.ModelMultipleChoiceField(
        label=_("Who came? You do not have to say"),
        help_text=_("Only members of your group see this. The service sees how many."),
        queryset=Membership.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, group_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.open().filter(group=group_id).select_related("user")
        names: Any = self.fields["names"]
        names.queryset = members.order_by("user__preferred_name", "pk")
        names.label_from_instance = lambda member: member.user.first_name

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        named, headcount = len(data.get("names") or ()), data.get("headcount")
        if headcount and named > headcount:
            too_few = _("You named %(named)s people. Enter at least that many")
            self.add_error("headcount", too_few % {"named": named})
        return data
