"""A6: planning. Which times and places fit whom, and the plan that the team chooses."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.people.access import staff_required
from followon.people.models import AccessNeed
from groups.errors import Refused

from ..forms.plans import HandForm, SuggestionForm, choice_of
from ..forms.times import slot_name
from ..models import PartOfDay, Programme, Weekday
from ..need_words import IN_A_LIST
from ..queries.planning import planning
from ..queries.plans import plan_of
from ..queries.programmes import handover_of, visible_programmes
from ..services.plans import GroupDraft, choose_plan, clear_plan
from .posted import posted


@staff_required
@require_safe
def plan(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The plan that was chosen, then what fits whom, and whom each time would leave out."""
    programme = _programme(request, programme_id)
    facts = planning(programme, timezone.now())
    page = {
        "programme": programme,
        "plan": plan_of(programme),
        "handover": handover_of(programme),
        "facts": facts,
        **_words(),
    }
    return render(request, "pmp/plan/show.jinja", page)


@staff_required
@require_POST
def plan_choose(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """One of the suggestions, worked out anew from what is known now."""
    programme = _programme(request, programme_id)
    form = SuggestionForm(request.POST, planning=planning(programme, timezone.now()))
    drafts = form.drafts() if form.is_valid() else []
    if not drafts:
        messages.error(request, _("Somebody’s answer has changed. Look again and choose"))
        return redirect("pmp:plan", programme.pk)
    return _choose(request, programme, drafts)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_by_hand(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Any time, any place, anybody."""
    programme = _programme(request, programme_id)
    if handover_of(programme):
        return redirect("pmp:plan", programme.pk)
    facts = planning(programme, timezone.now())
    form = HandForm(posted(request), planning=facts, plan=plan_of(programme))
    if request.method == "POST" and form.is_valid():
        return _choose(request, programme, form.drafts())
    return render(request, "pmp/plan/by_hand.jinja", {"programme": programme, "form": form})


@staff_required
@require_POST
def plan_clear(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Begin again."""
    programme = _programme(request, programme_id)
    try:
        if clear_plan(programme=programme, by=request.user, now=timezone.now()):
            messages.success(request, _("The plan is dropped"))
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("pmp:plan", programme.pk)


def _choose(
    request: HttpRequest, programme: Programme, drafts: Sequence[GroupDraft]
) -> HttpResponse:
    try:
        choose_plan(programme=programme, drafts=drafts, by=request.user, now=timezone.now())
        messages.success(request, _("The plan is saved. Nobody has been told"))
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("pmp:plan", programme.pk)


def _programme(request: HttpRequest, programme_id: UUID) -> Programme:
    return get_object_or_404(visible_programmes(request.user), pk=programme_id)


def _words() -> dict[str, Any]:
    return {
        "needs": IN_A_LIST,
        "full_needs": dict(AccessNeed.choices),
        "days": [day.label for day in Weekday],
        "parts": [part.label for part in PartOfDay],
        "slot_words": slot_name,
        "choice_of": choice_of,
    }
