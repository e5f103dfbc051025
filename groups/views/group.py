from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..local_time import local_day
from ..queries.group_page import group_page
from .access import viewer_of


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
        },
    )
