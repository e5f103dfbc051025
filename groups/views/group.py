from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..errors import Refused
from ..local_time import local_day
from ..queries.group_page import group_page
from ..services.groups import welcome_newcomers
from .access import runner_of, viewer_of


@require_safe
def group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """The group: its next date, people, jobs, agreement and past meetings."""
    now = timezone.now()
    viewer = viewer_of(request, group_id)
    today = local_day(now, viewer.group.zone)
    is_resting = viewer.member is not None and viewer.member.is_resting(today)
    return render(
        request,
        "groups/group/show.jinja",
        {
            "viewer": viewer,
            "group": viewer.group,
            "page": group_page(viewer, now=now),
            "is_resting": is_resting,
            "today": today,
            "now": now,
        },
    )


@require_POST
def welcome_on(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """New people are welcome."""
    return _welcome(request, group_id, welcomes=True)


@require_POST
def welcome_off(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """No new people for now."""
    return _welcome(request, group_id, welcomes=False)


def _welcome(request: HttpRequest, group_id: UUID, *, welcomes: bool) -> HttpResponse:
    viewer = runner_of(request, group_id)
    now = timezone.now()
    try:
        welcome_newcomers(group=viewer.group, welcomes=welcomes, by=viewer.user, now=now)
        messages.success(request, _("Saved"))
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("groups:group", viewer.group.pk)
