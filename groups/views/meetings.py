from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followon.pages.words import clock, longdate

from ..errors import MeetingChanged, Refused
from ..forms.meetings import CancelForm, MeetingForm, SameAgainForm
from ..models import Meeting
from ..queries.answers import sayings
from ..queries.group_page import who_came
from ..queries.proposals import same_again as proposal_for
from ..queries.viewers import Viewer
from ..services.meetings import book_meeting, cancel_meeting, move_meeting
from .access import may_run, meeting_or_404, runner_of, runner_of_meeting, sent, viewer_of

show_or_do = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: when, where, who is coming, what the viewer said, what became of it."""
    now = timezone.now()
    found = meeting_or_404(meeting_id)
    viewer = viewer_of(request, found.group_id)
    saying = sayings([found])[found.pk]
    has_begun = found.starts_at <= now
    return render(
        request,
        "groups/meeting/show.jinja",
        {
            "viewer": viewer,
            "meeting": found,
            "saying": saying,
            "own": saying.of(viewer.member),
            "runs": may_run(viewer, found),
            "has_begun": has_begun,
            "came": who_came(found) if viewer.member and has_begun else [],
        },
    )


@show_or_do
def same_again(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """The next date as the last one was: shown, and booked with one more tap."""
    now = timezone.now()
    viewer = runner_of(request, group_id)
    proposal = proposal_for(viewer, now=now)
    if proposal is None:
        return redirect("groups:book", viewer.group.pk)
    last = proposal.meeting
    proposed = {"date": proposal.date, "time": last.time, "place": last.place_id}
    form = SameAgainForm(sent(request), group=viewer.group, now=now, initial=proposed)
    others = [_instead(viewer, proposed | {"date": day}, now) for day in proposal.next.instead]
    if request.method == "POST" and form.is_valid():
        try:
            booked = book_meeting(
                group=viewer.group, by=viewer.user, now=now, how=last.how, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            return _booked(request, booked)
    context = {"viewer": viewer, "proposal": proposal, "form": form, "others": others}
    return render(request, "groups/meeting/same_again.jinja", context)


@show_or_do
def book(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """A date of one's own choosing."""
    now = timezone.now()
    viewer = runner_of(request, group_id)
    proposal = proposal_for(viewer, now=now)
    last = proposal.meeting if proposal else None
    initial = {"time": last.time, "place": last.place_id, **_how(last)} if last else {}
    form = MeetingForm(sent(request), group=viewer.group, now=now, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            booked = book_meeting(group=viewer.group, by=viewer.user, now=now, **_when(form))
        except Refused as refused:
            form.add_error("date", str(refused.message))
        else:
            return _booked(request, booked)
    return render(request, "groups/meeting/book.jinja", {"viewer": viewer, "form": form})


@show_or_do
def move(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Another date, time or place; whoever comes second is told what it is now."""
    now = timezone.now()
    viewer, found = runner_of_meeting(request, meeting_id)
    form = MeetingForm(sent(request), group=viewer.group, now=now, initial=_as_it_is(found))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            moved = move_meeting(
                meeting=found, version=version, by=viewer.user, now=now, **_when(form)
            )
        except MeetingChanged as changed:
            found, form = changed.meeting, _typed_again(request, changed, viewer.group, now)
        except Refused as refused:
            form.add_error("date", str(refused.message))
        else:
            messages.success(request, _("Everyone in your group is being told of the change."))
            return redirect("groups:meeting", moved.pk)
    context = {"viewer": viewer, "meeting": found, "form": form}
    return render(request, "groups/meeting/move.jinja", context)


@show_or_do
def cancel(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Calling a meeting off."""
    now = timezone.now()
    viewer, found = runner_of_meeting(request, meeting_id)
    form = CancelForm(sent(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            cancel_meeting(meeting=found, version=version, by=viewer.user, now=now)
        except MeetingChanged as changed:
            found = changed.meeting
            form = CancelForm({"version": found.version})
            form.add_error(None, _as_changed(found))
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("The meeting is off. Your group is being told."))
            return redirect("groups:group", found.group_id)
    context = {"viewer": viewer, "meeting": found, "form": form}
    return render(request, "groups/meeting/cancel.jinja", context)


def _instead(viewer: Viewer, proposed: dict[str, Any], now: datetime) -> dict[str, Any]:
    """A neighbour of a date that a holiday is on or beside; its boxes have ids of their own."""
    day = proposed["date"]
    auto_id = f"id_{day:%m%d}_%s"
    form = SameAgainForm(group=viewer.group, now=now, initial=proposed, auto_id=auto_id)
    return {"day": day, "form": form}


def _booked(request: HttpRequest, booked: Meeting) -> HttpResponse:
    messages.success(request, _("Booked. Everyone in your group is being told."))
    return redirect("groups:meeting", booked.pk)


def _when(form: MeetingForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("date", "time", "place", "how")}


def _how(found: Meeting) -> dict[str, Any]:
    return {"way": found.way, "join": found.how.join}


def _as_it_is(found: Meeting) -> dict[str, Any]:
    return {
        "date": found.date,
        "time": found.time,
        "place": found.place_id,
        "version": found.version,
        **_how(found),
    }


def _typed_again(
    request: HttpRequest, changed: MeetingChanged, group: Any, now: datetime
) -> MeetingForm:
    """What the person typed, against the meeting as it is now."""
    data = request.POST.copy()
    data["version"] = str(changed.meeting.version)
    form = MeetingForm(data, group=group, now=now)
    form.add_error(None, _as_changed(changed.meeting))
    return form


def _as_changed(meeting: Meeting) -> str:
    now_is = {"day": longdate(meeting.date), "clock": clock(meeting.time)}
    return (
        _("Somebody else has just changed this meeting. It is now on %(day)s, %(clock)s.") % now_is
        + " "
        + _("Send this again if you still want the change")
    )
