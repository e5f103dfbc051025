from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..queries.calls import call_list as calls_for
from .access import runner_of_meeting


@require_safe
def call_list(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Whom to ring before the meeting, with the numbers that they share with the viewer."""
    viewer, meeting = runner_of_meeting(request, meeting_id)
    now = timezone.now()
    calls = calls_for(meeting, audiences=viewer.audiences, but={viewer.user.pk}, now=now)
    context = {"viewer": viewer, "meeting": meeting, "calls": calls}
    return render(request, "groups/meeting/calls.jinja", context)
