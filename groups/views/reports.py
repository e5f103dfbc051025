from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from followon.people.models import User

from ..errors import Refused
from ..forms.reports import NamedReportForm, Outcome, ReportForm
from ..models import Meeting, MeetingState, Way
from ..queries.about import next_meeting
from ..services.meetings import report_met, report_not_met
from .access import may_run, meeting_or_404, member_of, sent
from .meetings import show_or_do


@show_or_do
def report(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """We met, N came; we did not; it moved: any member may say, and say it again."""
    now = timezone.now()
    found = meeting_or_404(meeting_id)
    viewer, _member = member_of(request, found.group_id)
    if found.starts_at > now or found.state == MeetingState.CANCELLED:
        raise Http404
    form = NamedReportForm(
        sent(request),
        group_id=found.group_id,
        is_mixed=found.way == Way.MIXED,
        initial=as_reported(found),
    )
    if request.method == "POST" and form.is_valid():
        if has_moved(form, may_move=may_run(viewer, found)):
            return redirect("groups:meeting_move", found.pk)
        if form.is_valid() and write(form, found, by=viewer.user, now=now):
            return _noted(request, found, viewer.runs, now)
    context = {"viewer": viewer, "meeting": found, "form": form}
    return render(request, "groups/meeting/report.jinja", context)


def has_moved(form: ReportForm, *, may_move: bool) -> bool:
    """Whether to go on to setting the new date; whoever may not is told who can."""
    is_moved = form.cleaned_data["outcome"] == Outcome.MOVED
    if is_moved and not may_move:
        form.add_error("outcome", _("Ask your coordinator or deputy to set the new date"))
    return is_moved and may_move


def write(form: ReportForm, meeting: Meeting, *, by: User, now: datetime) -> bool:
    """Write the report down; False with the reason in the form when it is refused."""
    data = form.cleaned_data
    try:
        if data["outcome"] == Outcome.MET:
            report_met(
                meeting=meeting,
                headcount=data["headcount"],
                attended=data.get("names") or (),
                in_person=data.get("in_person"),
                by=by,
                now=now,
            )
        else:
            report_not_met(meeting=meeting, by=by, now=now)
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return False
    return True


def as_reported(meeting: Meeting) -> dict[str, Any]:
    """What was said before, to be corrected."""
    if meeting.state in (MeetingState.MET, MeetingState.NOT_MET):
        names = meeting.attendances.values_list("member_id", flat=True)
        return {
            "outcome": meeting.state,
            "headcount": meeting.headcount,
            "in_person": meeting.in_person,
            "names": list(names),
        }
    return {}


def _noted(request: HttpRequest, meeting: Meeting, runs: bool, now: datetime) -> HttpResponse:
    messages.success(request, _("Thank you. That is noted."))
    if runs and next_meeting(meeting.group_id, now) is None:
        return redirect("groups:same_again", meeting.group_id)
    return redirect("groups:group", meeting.group_id)
