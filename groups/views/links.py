"""Pages behind a link in a message: no sign-in, and only the one meeting."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from followon.people.models import PersonalLink
from followon.people.queries.links import live_link
from followon.people.services.links import mark_used

from ..errors import Refused
from ..forms.answers import AnswerForm
from ..forms.reports import ReportForm
from ..kinds.contexts import ANSWER, REPORT
from ..models import AnsweredBy, Meeting, MeetingState, Membership, Way
from ..queries.about import member_at
from ..queries.answers import sayings
from ..queries.viewers import meeting_at, viewer_at
from ..services.answers import give_answer
from .access import may_run, sent
from .meetings import show_or_do
from .reports import as_reported, has_moved, write

GONE = 410


@dataclass(frozen=True)
class Opened:
    """What a live link opens: for whom, about which meeting."""

    link: PersonalLink
    meeting: Meeting
    member: Membership


# Whoever posts here holds the secret in the address, which a forger does not; so a phone that
# keeps no cookies can answer too.
@csrf_exempt
@login_not_required
@never_cache
@show_or_do
def answer_link(request: HttpRequest, token: str) -> HttpResponse:
    """The meeting and the four answers; opening it changes nothing."""
    now = timezone.now()
    opened = _open(token, ANSWER, now)
    if opened is None:
        return render(request, "groups/link/gone.jinja", status=GONE)
    refused = ""
    if request.method == "POST":
        refused = _answer(request, opened, now)
        if not refused:
            return redirect("groups:answer_link", token)
    meeting, saying = opened.meeting, sayings([opened.meeting])[opened.meeting.pk]
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "own": saying.of(opened.member),
        "coming": len(saying.coming),
        "token": token,
        "refused": refused,
        "is_open": meeting.state == MeetingState.BOOKED and meeting.starts_at > now,
        "stands_in": meeting.run_by_id == opened.member.pk,
    }
    return render(request, "groups/link/answer.jinja", context)


@csrf_exempt
@login_not_required
@never_cache
@show_or_do
def report_link(request: HttpRequest, token: str) -> HttpResponse:
    """Did you meet, and how many came; opening it changes nothing."""
    now = timezone.now()
    opened = _open(token, REPORT, now)
    if opened is None or opened.meeting.state == MeetingState.CANCELLED:
        return render(request, "groups/link/gone.jinja", status=GONE)
    meeting = opened.meeting
    before = as_reported(meeting)
    form = ReportForm(sent(request), is_mixed=meeting.way == Way.MIXED, initial=before)
    if request.method == "POST" and form.is_valid():
        viewer = viewer_at(meeting.group_id, opened.link.user)
        if has_moved(form, may_move=viewer is not None and may_run(viewer, meeting)):
            return redirect("groups:meeting_move", meeting.pk)
        if form.is_valid() and write(form, meeting, by=opened.link.user, now=now):
            mark_used(link=opened.link, now=now)
            return redirect("groups:report_link", token)
    context = {"meeting": meeting, "group": meeting.group, "form": form, "before": before}
    return render(request, "groups/link/report.jinja", context)


def open_answer(token: str, now: datetime) -> Opened | None:
    """What the link in a message about a date opens."""
    return _open(token, ANSWER, now)


def _answer(request: HttpRequest, opened: Opened, now: datetime) -> str:
    """Note the answer; why not, in words for the page, when it cannot be noted."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return "choose"
    shown = form.cleaned_data["version"]
    if shown is not None and shown != opened.meeting.version:
        return "changed"
    try:
        give_answer(
            meeting=opened.meeting,
            member=opened.member,
            value=form.cleaned_data["answer"],
            by_way=AnsweredBy.LINK,
            given_by=opened.link.user,
            now=now,
        )
    except Refused:
        return "over"
    mark_used(link=opened.link, now=now)
    return ""


def _open(token: str, purpose: str, now: datetime) -> Opened | None:
    link = live_link(token, purpose, now)
    noun, _colon, key = link.subject.partition(":") if link else ("", "", "")
    meeting = meeting_at(key) if noun == "meeting" else None
    if link is None or meeting is None:
        return None
    member = member_at(meeting.group_id, link.user_id)
    return Opened(link, meeting, member) if member is not None else None
