"""What a patient tutor volunteer sees and does: where they help, and stepping back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followon.people.queries.staff import is_ptv
from groups.queries.visits import links_of, visited_by

from ..queries.programmes import programmes_helped_at
from ..queries.volunteers import helped_at
from ..services import volunteers

both = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def ptv_programmes(request: HttpRequest) -> HttpResponse:
    """The volunteer's own page: groups, visits, programmes; nothing of anybody's answers."""
    _check_ptv(request)
    now = timezone.now()
    context = {
        "visited": visited_by(request.user, now=now),
        "helped": helped_at(request.user, today=timezone.localdate(now)),
        "now": now,
    }
    return render(request, "pmp/volunteer/own.jinja", context)


@both
def ptv_leave_group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Step back from one group; asked once, no reason."""
    _check_ptv(request)
    now = timezone.now()
    links = links_of(request.user, now).filter(ended_at__isnull=True, group=group_id)
    group = get_object_or_404(links).group
    if request.method == "POST":
        volunteers.step_back_from_group(group=group, user=request.user, now=now)
        return _done(request, group.name)
    return render(request, "pmp/volunteer/step_back.jinja", {"name": group.name})


@both
def ptv_leave_programme(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Step back from one programme; asked once, no reason."""
    _check_ptv(request)
    programme = get_object_or_404(programmes_helped_at(request.user), pk=programme_id)
    if request.method == "POST":
        volunteers.step_back_from_programme(
            programme=programme, user=request.user, now=timezone.now()
        )
        return _done(request, programme.name)
    return render(request, "pmp/volunteer/step_back.jinja", {"name": programme.name})


@both
def ptv_stop(request: HttpRequest) -> HttpResponse:
    """I need to stop: every group, every programme, in one action."""
    _check_ptv(request)
    if request.method == "POST":
        volunteers.stop_helping(user=request.user, now=timezone.now())
        messages.success(
            request, _("You have stopped helping as a volunteer. The team is told. Thank you.")
        )
        return redirect("home")
    return render(request, "pmp/volunteer/stop.jinja", {})


def _done(request: HttpRequest, name: str) -> HttpResponse:
    said = _("You have stepped back from %(name)s. The team is told. Thank you for your help.")
    messages.success(request, said % {"name": name})
    return redirect("pmp:ptv_programmes")


def _check_ptv(request: HttpRequest) -> None:
    if not is_ptv(request.user):
        raise Http404
