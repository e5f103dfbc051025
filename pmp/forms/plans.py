"""Choosing a plan: one of the suggestions, or by hand."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import Rhythm

from ..fitting import Slot
from ..models import Participant, Wish
from ..queries.planning import Planning
from ..queries.plans import PlanNow
from ..services.plans import GroupDraft
from .times import SLOTS, slot_name

FIRST, SECOND = "1", "2"
NO_PLACE = "none"


def choice_of(slot: Slot, place: str) -> str:
    """How a button names a time and a place."""
    return f"{slot.weekday}-{slot.part}@{place or NO_PLACE}"


class SuggestionForm(forms.Form):
    """One time and place, or two; `join` is who is added to which group nearby."""

    where = forms.MultipleChoiceField(choices=[])
    join = forms.MultipleChoiceField(choices=[], required=False)

    def __init__(self, *args: Any, planning: Planning, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.planning = planning
        fields: Any = self.fields
        self.known = {
            choice_of(slot, key): (slot, key)
            for slot in SLOTS.values()
            for key in [*planning.places, ""]
        }
        self.joins = {
            f"{who}@{one.group}": (who, one.group)
            for who, found in planning.joinings.items()
            for one in found
        }
        fields["where"].choices = [(key, key) for key in self.known]
        fields["join"].choices = [(key, key) for key in self.joins]

    def clean_where(self) -> list[tuple[Slot, str]]:
        chosen = list(dict.fromkeys(self.cleaned_data["where"]))
        if len(chosen) > 2:
            raise forms.ValidationError(_("Select one or two times"))
        return [self.known[key] for key in chosen]

    def drafts(self) -> list[GroupDraft]:
        """The groups with those who fit them now, and those who are added to groups nearby."""
        planning, inside = self.planning, set()
        drafts = []
        for one in planning.weigh(self.cleaned_data["where"]):
            if one.people:
                inside |= set(one.people)
                drafts.append(
                    GroupDraft(
                        people=[planning.participants[who] for who in one.people],
                        weekday=one.slot.weekday,
                        part=one.slot.part,
                        place=planning.places[one.place.key] if one.place else None,
                    )
                )
        chosen = dict(self.joins[key] for key in self.cleaned_data["join"])
        return drafts + joining(planning, {k: v for k, v in chosen.items() if k not in inside})


def joining(planning: Planning, chosen: Mapping[str, str]) -> list[GroupDraft]:
    """A draft for each group nearby that takes somebody; `chosen` is participant → group."""
    people: dict[str, list[Participant]] = defaultdict(list)
    for who, group in chosen.items():
        people[group].append(planning.participants[who])
    return [GroupDraft(people=people[key], joins=planning.nearby[key].group) for key in people]


class HandForm(forms.Form):
    """Day, part of the day and place of one group or two, and where each person goes."""

    def __init__(self, *args: Any, planning: Planning, plan: PlanNow | None, **kwargs: Any) -> None:
        self.planning = planning
        kwargs["initial"] = _initial(planning, plan)
        super().__init__(*args, **kwargs)
        self._add_group(FIRST, _("First group"))
        self._add_group(SECOND, _("Second group, if there is one"))
        self.fields["rhythm"] = forms.ChoiceField(
            label=_("How often would they meet?"), choices=Rhythm.choices
        )
        homes = self._homes()
        for who, row in planning.participants.items():
            self.fields[f"who-{who}"] = forms.ChoiceField(
                label=row.user.full_name,
                help_text=_said(row),
                choices=homes,
                required=False,
            )

    def _add_group(self, number: str, label: Any) -> None:
        places = [(key, str(one)) for key, one in self.planning.places.items()]
        slots = [(value, slot_name(slot)) for value, slot in SLOTS.items()]
        self.fields[f"slot{number}"] = forms.ChoiceField(
            label=gettext("%(group)s: day and part of the day") % {"group": label},
            choices=[("", _("No group")), *slots],
            required=False,
        )
        self.fields[f"place{number}"] = forms.ChoiceField(
            label=gettext("%(group)s: place") % {"group": label},
            choices=[("", _("Not decided yet")), *places],
            required=False,
        )

    def _homes(self) -> list[tuple[str, str]]:
        nearby = [
            (key, gettext("Joins %(group)s") % {"group": one.group.name})
            for key, one in self.planning.nearby.items()
        ]
        return [
            ("", gettext("In no group yet")),
            (FIRST, gettext("First group")),
            (SECOND, gettext("Second group")),
            *nearby,
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        placed = self._placed()
        if not any(placed.values()):
            self.add_error(f"slot{FIRST}", _("Put at least 1 person into a group"))
        for number in (FIRST, SECOND):
            inside = number in placed.values()
            slot = f"slot{number}"
            if inside and slot in data and not data[slot]:
                self.add_error(slot, _("Select a day and part of the day for this group"))
            elif data.get(slot) and not inside and any(placed.values()):
                self.add_error(
                    slot, _("Nobody is in this group. Put people in, or select No group")
                )
        return data

    def _placed(self) -> dict[str, str]:
        return {who: self.cleaned_data.get(f"who-{who}", "") for who in self.planning.participants}

    def drafts(self) -> list[GroupDraft]:
        """What was chosen, in the words of `services.plans.choose_plan`."""
        data, placed = self.cleaned_data, self._placed()
        drafts = []
        for number in (FIRST, SECOND):
            people = [who for who, home in placed.items() if home == number]
            if people:
                slot = SLOTS[data[f"slot{number}"]]
                drafts.append(
                    GroupDraft(
                        people=[self.planning.participants[who] for who in people],
                        weekday=slot.weekday,
                        part=slot.part,
                        place=self.planning.places.get(data[f"place{number}"]),
                        rhythm=data["rhythm"],
                    )
                )
        nearby = {who: home for who, home in placed.items() if home in self.planning.nearby}
        return drafts + joining(self.planning, nearby)


def _said(row: Participant) -> str:
    said = gettext("Said yes") if row.wish == Wish.YES else gettext("Said maybe")
    return f"{said}; {row.area}" if row.area else said


def _initial(planning: Planning, plan: PlanNow | None) -> dict[str, Any]:
    """The plan that there is; else the best suggestion."""
    initial: dict[str, Any] = {"rhythm": Rhythm.MONTHLY}
    if plan is None:
        for one in planning.suggestions[:1]:
            initial["slot1"] = f"{one.slot.weekday}-{one.slot.part}"
            initial["place1"] = one.place.key if one.place else ""
            initial |= {f"who-{who}": FIRST for who in one.people}
        return initial
    new = [one for one in plan.groups if one.row.joins_id is None]
    for number, one in zip((FIRST, SECOND), new, strict=False):
        initial[f"slot{number}"] = f"{one.row.weekday}-{one.row.part}"
        initial[f"place{number}"] = str(one.row.place_id or "")
        initial["rhythm"] = one.row.rhythm
        initial |= {f"who-{row.pk}": number for row in one.people}
    for one in plan.groups:
        if one.row.joins_id:
            initial |= {f"who-{row.pk}": str(one.row.joins_id) for row in one.people}
    return initial
