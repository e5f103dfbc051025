"""Whom a page is for; to anybody else it does not exist."""

from typing import Any

from django.http import Http404, HttpRequest, QueryDict

from followon.people.models import User

from ..models import Meeting, Membership
from ..queries.viewers import Viewer, meeting_at, viewer_at


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also a post that holds nothing, which has errors to show."""
    return request.POST if request.method == "POST" else None


def person_of(request: HttpRequest) -> User:
    """Who is signed in; the middleware lets nobody else through."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def viewer_of(request: HttpRequest, group_id: Any) -> Viewer:
    """A member of the group, or its volunteer."""
    viewer = viewer_at(group_id, person_of(request))
    if viewer is None:
        raise Http404
    return viewer


def member_of(request: HttpRequest, group_id: Any) -> tuple[Viewer, Membership]:
    """A member of the group."""
    viewer = viewer_of(request, group_id)
    if viewer.member is None:
        raise Http404
    return viewer, viewer.member


def runner_of(request: HttpRequest, group_id: Any) -> Viewer:
    """Coordinator or deputy of the group; any member where it has neither."""
    viewer = viewer_of(request, group_id)
    if not viewer.runs:
        raise Http404
    return viewer


def meeting_or_404(meeting_id: Any) -> Meeting:
    meeting = meeting_at(meeting_id)
    if meeting is None:
        raise Http404
    return meeting


def runner_of_meeting(request: HttpRequest, meeting_id: Any) -> tuple[Viewer, Meeting]:
    """Who runs the group, or stands in for this one meeting."""
    meeting = meeting_or_404(meeting_id)
    viewer = viewer_of(request, meeting.group_id)
    if not may_run(viewer, meeting):
        raise Http404
    return viewer, meeting


def may_run(viewer: Viewer, meeting: Meeting) -> bool:
    """Whether the viewer may move or cancel this meeting and see its call list."""
    is_stand_in = viewer.member is not None and meeting.run_by_id == viewer.member.pk
    return viewer.runs or is_stand_in
