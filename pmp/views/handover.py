"""Handing over: what is prepared, one look at all of it, one action."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.people.access import staff_required
from groups.errors import Refused

from ..fitting import best, grid
from ..forms.times import slot_name
from ..models import PartOfDay, Programme, Weekday
from ..queries import drafts as queries
from ..queries.agreements import agreements_of
from ..queries.handover import not_placed, outcomes_of, told_of
from ..queries.participants import access_needed, times_of, willing
from ..queries.programmes import handover_of, visible_programmes
from ..services.drafts import start_draft
from ..services.handover import AlreadyHandedOver, hand_over_all
from .drafts import already


@staff_required
@require_safe
def handover(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """A7: the groups as far as they are prepared, who is left, and which times fit whom."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    if handover_of(programme):
        return redirect("pmp:handover_done", programme.pk)
    drafts = queries.drafts_of(programme)
    page = {
        "programme": programme,
        "drafts": drafts,
        "left_over": queries.left_over(programme, drafts),
        "clashes": queries.clashes_of(drafts, timezone.now()),
        "is_ready": bool(drafts) and all(ready.is_complete for ready in drafts),
        **planning(programme),
    }
    return render(request, "pmp/handover/prepare.jinja", page)


@staff_required
@require_POST
def handover_start(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """One more group: from the plan where there is one, else of whoever is left."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    try:
        draft = start_draft(programme=programme, by=request.user, now=timezone.now())
    except Refused:
        return already(request, programme)
    return redirect("pmp:draft_people", draft.pk)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def handover_check(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """What will happen, in words; POST hands over what was looked at and nothing else."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    if handover_of(programme):
        return already(request, programme)
    drafts, now = queries.drafts_of(programme), timezone.now()
    found = queries.clashes_of(drafts, now)
    if not drafts or found or not all(ready.is_complete for ready in drafts):
        return redirect("pmp:handover", programme.pk)
    stamp = queries.stamp_of(drafts)
    if request.method == "POST":
        if request.POST.get("stamp") == stamp:
            return _hand_over(request, programme, drafts)
        messages.warning(request, _("Something has changed since. Check it again"))
    page = {
        "programme": programme,
        "drafts": drafts,
        "told": told_of(drafts),
        "left_over": queries.left_over(programme, drafts),
        "agreements": {each.code: each.label for each in agreements_of(programme.service)},
        "stamp": stamp,
    }
    return render(request, "pmp/handover/check.jinja", page)


def _hand_over(
    request: HttpRequest, programme: Programme, drafts: list[queries.Ready]
) -> HttpResponse:
    parts = queries.parts_of(programme, drafts)
    try:
        hand_over_all(programme=programme, parts=parts, by=request.user, now=timezone.now())
    except AlreadyHandedOver:
        return already(request, programme)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect("pmp:handover", programme.pk)
    return redirect("pmp:handover_done", programme.pk)


@staff_required
@require_safe
def handover_done(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """What was done and who is told."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    done = handover_of(programme)
    if done is None:
        return redirect("pmp:handover", programme.pk)
    page = {
        "programme": programme,
        "handover": done,
        "outcomes": outcomes_of(programme),
        "not_placed": not_placed(programme),
        "may_be_undone": done.may_be_undone(timezone.now()),
    }
    return render(request, "pmp/handover/done.jinja", page)


def planning(programme: Programme) -> dict[str, Any]:
    """Which times fit whom, with the names by which the page calls them."""
    people = willing(programme)
    times = times_of(people)
    parts = PartOfDay.values
    return {
        "names": {str(one.pk): one.user.full_name for one in people},
        "grid": grid(times, parts),
        "best": best(times, parts),
        "said_times": sum(one.said_something for one in times),
        "needed": access_needed(people),
        "willing": people,
        "days": [day.label for day in Weekday],
        "parts": [part.label for part in PartOfDay],
        "slot_words": slot_name,
    }
