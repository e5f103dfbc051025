"""A2: the three task lists of the last sessions, for the team and for its volunteers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from followon.people.access import staff_required
from followon.people.queries.staff import is_ptv

from ..checklist import STAGE_NAMES, for_volunteer
from ..forms.times import slot_name
from ..models import Programme
from ..queries.checklist import checklist
from ..queries.plans import planned_times
from ..queries.programmes import programmes_helped_at, visible_programmes
from ..services.checklist import tick, untick


@staff_required
@require_safe
def task_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The team's lists."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    return render(request, "pmp/checklist/staff.jinja", _context(programme, for_staff=True))


@staff_required
@require_safe
def running_sheet(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The same on paper."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    return render(request, "pmp/checklist/sheet_staff.jinja", _context(programme, for_staff=True))


@staff_required
@require_POST
def task_tick(request: HttpRequest, programme_id: UUID, code: str) -> HttpResponse:
    """Done."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    _change(tick, request, programme, code)
    return redirect("pmp:task_list", programme.pk)


@staff_required
@require_POST
def task_untick(request: HttpRequest, programme_id: UUID, code: str) -> HttpResponse:
    """Not done after all."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    _change(untick, request, programme, code)
    return redirect("pmp:task_list", programme.pk)


@require_safe
def ptv_programme(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The volunteer's view of the lists: nothing of anybody's answers."""
    programme = _helped_at(request, programme_id)
    context = _context(programme, for_staff=False)
    can_ask = {"can_ask": programme.is_looked_after(timezone.localdate(timezone.now()))}
    plan = {"planned": planned_times(programme), "slot_words": slot_name}
    return render(request, "pmp/checklist/volunteer.jinja", context | can_ask | plan)


@require_safe
def ptv_running_sheet(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The same on paper."""
    programme = _helped_at(request, programme_id)
    context = _context(programme, for_staff=False)
    return render(request, "pmp/checklist/sheet_volunteer.jinja", context)


@require_POST
def ptv_task_tick(request: HttpRequest, programme_id: UUID, code: str) -> HttpResponse:
    """A volunteer did it."""
    programme = _helped_at(request, programme_id)
    _change(tick, request, programme, code)
    return redirect("pmp:ptv_programme", programme.pk)


@require_POST
def ptv_task_untick(request: HttpRequest, programme_id: UUID, code: str) -> HttpResponse:
    """Not done after all."""
    programme = _helped_at(request, programme_id)
    _change(untick, request, programme, code)
    return redirect("pmp:ptv_programme", programme.pk)


def _helped_at(request: HttpRequest, programme_id: UUID) -> Programme:
    if not is_ptv(request.user):
        raise Http404
    return get_object_or_404(programmes_helped_at(request.user), pk=programme_id)


def _context(programme: Programme, *, for_staff: bool) -> dict[str, Any]:
    lists = checklist(programme, timezone.now())
    return {
        "programme": programme,
        "parts": lists if for_staff else for_volunteer(lists),
        "names": STAGE_NAMES,
        "tick_url": "pmp:task_tick" if for_staff else "pmp:ptv_task_tick",
        "untick_url": "pmp:task_untick" if for_staff else "pmp:ptv_task_untick",
        "sheet_url": "pmp:running_sheet" if for_staff else "pmp:ptv_running_sheet",
        "for_staff": for_staff,
    }


def _change(
    change: Callable[..., bool], request: HttpRequest, programme: Programme, code: str
) -> None:
    try:
        change(programme=programme, code=code, by=request.user, now=timezone.now())
    except ValueError:
        raise Http404 from None
