"""Handing over: one form, one look, one action."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from followon.people.access import staff_required
from groups.errors import Refused

from ..fitting import best, grid
from ..forms.handover import HandoverForm
from ..forms.times import slot_name
from ..models import PartOfDay, Programme, Weekday
from ..queries.handover import not_placed, outcomes_of
from ..queries.participants import access_needed, times_of, willing
from ..queries.programmes import handover_of, visible_programmes
from ..services.handover import hand_over
from .posted import posted


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """A6 and A7: which times fit whom, and everything that the hand-over needs."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    if handover_of(programme):
        return redirect("pmp:handover_done", programme.pk)
    typed = posted(request) or kept(request, programme)
    form = HandoverForm(typed, programme=programme, now=timezone.now())
    if request.method == "POST" and form.is_valid():
        request.session[key_of(programme)] = request.POST.urlencode()
        return redirect("pmp:handover_check", programme.pk)
    page = {"programme": programme, "form": form, **planning(programme)}
    return render(request, "pmp/handover/form.jinja", page)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def handover_check(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """What will happen, in words; POST hands over."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    if handover_of(programme):
        return redirect("pmp:handover_done", programme.pk)
    now = timezone.now()
    form = HandoverForm(kept(request, programme), programme=programme, now=now)
    if not form.is_valid():
        return redirect("pmp:handover", programme.pk)
    if request.method != "POST":
        page = {
            "programme": programme,
            "chosen": form.chosen(),
            "rhythm": dict(form.fields["rhythm"].choices)[form.cleaned_data["rhythm"]],
        }
        return render(request, "pmp/handover/check.jinja", page)
    try:
        hand_over(programme=programme, **form.chosen(), by=request.user, now=now)
    except Refused:
        return redirect("pmp:handover", programme.pk)
    request.session.pop(key_of(programme), None)
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


def key_of(programme: Programme) -> str:
    return f"handover:{programme.pk}"


def kept(request: HttpRequest, programme: Programme) -> QueryDict | None:
    """What was typed before, kept in the session until it is handed over."""
    typed = request.session.get(key_of(programme))
    return QueryDict(typed) if typed else None


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
