"""Preparing one group of a hand-over: its jobs and its agreement."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followon.people.models import User
from groups.models import JobKind, Rhythm

from ..models import Participant
from ..queries.agreements import Offered
from ..queries.drafts import Ready

OWN_WORDS = "own"
# As the paper's Table 2 has them; a group may have other purposes in its own words later.
PURPOSES = (
    ("social", _("Being together, and fun")),
    ("goal setting", _("Setting goals")),
    ("pain management techniques", _("Going on with what the programme taught")),
    ("hobbies and crafts", _("Hobbies and crafts")),
    ("exercise", _("Exercise")),
    ("outings", _("Outings")),
)


def asked(kind: str) -> str:
    """The name of the tick beside a job."""
    return f"{kind}_yes"


class JobsForm(forms.Form):
    """A choice of its people for each job, those who might take it on first."""

    def __init__(self, *args: Any, ready: Ready, ptvs: Sequence[User], **kwargs: Any) -> None:
        self.people = {str(one.pk): one for one in ready.people}
        self.ptvs = {str(one.pk): one for one in ptvs}
        jobs = ready.jobs
        kwargs["initial"] = {
            **{kind: str(job.participant_id) for kind, job in jobs.items()},
            **{asked(kind): job.said_yes for kind, job in jobs.items()},
            "ptv": str(ready.draft.ptv_id or ""),
        }
        super().__init__(*args, **kwargs)
        for kind in JobKind:
            self.fields[kind.value] = self._choice(kind)
            self.fields[asked(kind)] = forms.BooleanField(
                label=_("Said yes in the session. Else we ask by message"), required=False
            )
        self.fields["ptv"] = forms.ChoiceField(
            label=_("Volunteer for the first 3 meetings"),
            help_text=_("A patient tutor volunteer. Many groups did well without one"),
            required=False,
            choices=[("", _("Nobody")), *[(key, one.full_name) for key, one in self.ptvs.items()]],
        )

    def _choice(self, kind: JobKind) -> forms.ChoiceField:
        is_first = kind == JobKind.COORDINATOR
        keen = {key for key, one in self.people.items() if wishes(one, kind)}
        ordered = sorted(self.people, key=lambda key: key not in keen)
        return forms.ChoiceField(
            label=kind.label,
            required=is_first,
            choices=[
                ("", _("Select a person") if is_first else _("Nobody yet")),
                *[(key, self._name(key, key in keen)) for key in ordered],
            ],
            error_messages={"required": _("Select a coordinator")},
        )

    def _name(self, key: str, is_keen: bool) -> str:
        name = self.people[key].user.full_name
        return gettext("%(name)s (might take it on)") % {"name": name} if is_keen else name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("deputy") and data["deputy"] == data.get("coordinator"):
            self.add_error("deputy", _("Select somebody else than the coordinator"))
        return data

    def chosen(self) -> dict[str, Any]:
        """In the words of `services.drafts.save_jobs`."""
        data = self.cleaned_data
        jobs = {
            kind.value: (self.people[data[kind]], bool(data[asked(kind)]))
            for kind in JobKind
            if data[kind]
        }
        return {"jobs": jobs, "ptv": self.ptvs.get(data["ptv"])}


class AgreementForm(forms.Form):
    """How often, what for, and what they begin by agreeing on."""

    rhythm = forms.ChoiceField(
        label=_("How often does the group mean to meet?"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how often the group means to meet")},
    )
    purposes = forms.MultipleChoiceField(
        label=_("What is it for?"),
        help_text=_("As far as they have said"),
        choices=PURPOSES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreement = forms.ChoiceField(
        label=_("Which agreement do they begin with?"),
        help_text=_("It stands on the group’s own page. The words of each are below"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select which agreement they begin with")},
    )

    def __init__(
        self, *args: Any, ready: Ready, agreements: Sequence[Offered], **kwargs: Any
    ) -> None:
        draft = ready.draft
        kwargs["initial"] = {
            "rhythm": draft.rhythm,
            "purposes": draft.purposes,
            "agreement": draft.agreement or (OWN_WORDS if draft.has_agreement else ""),
        }
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["agreement"].choices = [
            *[(one.code, one.label) for one in agreements],
            (OWN_WORDS, _("None yet: they find their own words")),
        ]

    def chosen(self) -> dict[str, Any]:
        """In the words of `services.drafts.save_agreement`."""
        data = self.cleaned_data
        agreement = "" if data["agreement"] == OWN_WORDS else data["agreement"]
        return {"rhythm": data["rhythm"], "purposes": data["purposes"], "agreement": agreement}


def wishes(one: Participant, kind: str) -> bool:
    """Whether they said that they might take that job on; the wishes are fetched already."""
    return any(wish.kind == kind for wish in one.job_wishes.all())
