"""A programme's dates: shown with their bank holidays, moved, left out, one more or one fewer."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.people.access import staff_required
from groups.bank_holidays import bank_holiday
from groups.errors import Refused

from ..forms.sessions import FOLLOWING, ONLY, SessionForm
from ..queries import programmes as queries
from ..services import sessions as services
from .posted import posted


@staff_required
@require_safe
def session_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Every date, with a way to change it while the programme is the team's."""
    programme = get_object_or_404(queries.visible_programmes(request.user), pk=programme_id)
    context = {
        "programme": programme,
        "sessions": [(each, bank_holiday(each.date)) for each in queries.sessions_of(programme)],
        "handover": queries.handover_of(programme),
        "today": timezone.localdate(timezone.now()),
    }
    return render(request, "pmp/session/list.jinja", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def session_move(request: HttpRequest, session_id: int) -> HttpResponse:
    """Another date or time."""
    session = get_object_or_404(queries.visible_sessions(request.user), pk=session_id)
    now = timezone.now()
    form = SessionForm(
        posted(request),
        today=timezone.localdate(now),
        initial={"date": session.date, "time": session.time, "which": ONLY},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.move_session(
                session=session,
                date=data["date"],
                time=data["time"],
                following=data["which"] == FOLLOWING,
                by=request.user,
                now=now,
            )
        except Refused as refused:
            form.add_error("date", str(refused.message))
        else:
            messages.success(request, _("The dates are changed"))
            return redirect("pmp:session_list", session.programme_id)
    context = {"form": form, "session": session, "programme": session.programme}
    return render(request, "pmp/session/move.jinja", context)


@staff_required
@require_POST
def session_skip(request: HttpRequest, session_id: int) -> HttpResponse:
    """No session in that week."""
    session = get_object_or_404(queries.visible_sessions(request.user), pk=session_id)
    try:
        services.skip_week(session=session, by=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("That week is left out. Later sessions come a week later"))
    return redirect("pmp:session_list", session.programme_id)


@staff_required
@require_POST
def session_add(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """One more session, a week after the last."""
    return _changed(request, programme_id, services.add_session, _("One more session"))


@staff_required
@require_POST
def session_drop(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """One session fewer."""
    return _changed(request, programme_id, services.drop_last_session, _("One session fewer"))


def _changed(
    request: HttpRequest, programme_id: UUID, change: Callable[..., object], said: str
) -> HttpResponse:
    programme = get_object_or_404(queries.visible_programmes(request.user), pk=programme_id)
    try:
        change(programme=programme, by=request.user, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, said)
    return redirect("pmp:session_list", programme.pk)
