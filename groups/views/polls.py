from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..errors import PollChanged, Refused
from ..forms.polls import BookForm, DropForm, PollForm
from ..local_time import local_day
from ..models import Membership, Poll, PollState
from ..polls import LETTERS, MOST_DATES, usual_close
from ..queries.polls import (
    closing,
    letters_used,
    options_of,
    poll_at,
    poll_of_viewer,
    poll_page,
)
from ..queries.proposals import dates_to_ask
from ..queries.viewers import Viewer
from ..services.polls import book_option, change_poll, drop_poll, open_poll
from .access import member_of, runner_of, sent
from .meetings import show_or_do


def poll_or_404(poll_id: Any) -> Poll:
    poll = poll_at(poll_id)
    if poll is None:
        raise Http404
    return poll


def member_of_poll(request: HttpRequest, poll_id: Any) -> tuple[Viewer, Membership, Poll]:
    """A member of the poll's group."""
    poll = poll_or_404(poll_id)
    viewer, member = member_of(request, poll.group_id)
    return viewer, member, poll


def runner_of_poll(request: HttpRequest, poll_id: Any) -> tuple[Viewer, Poll]:
    """Who runs the group, while the poll is neither booked nor given up."""
    poll = poll_or_404(poll_id)
    viewer = runner_of(request, poll.group_id)
    if poll.state != PollState.ASKING:
        raise Http404
    return viewer, poll


@require_safe
def poll(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """How each date fits, whom it leaves out, and who has not answered."""
    now = timezone.now()
    viewer, member, found = member_of_poll(request, poll_id)
    page = poll_page(found, member, runs=viewer.runs, now=now)
    context = {
        "viewer": viewer,
        "poll": found,
        "page": page,
        "closing": closing(found),
        "runs": viewer.runs and found.state == PollState.ASKING,
        "now": now,
    }
    return render(request, "groups/poll/show.jinja", context)


@show_or_do
def open_one(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Up to six dates to choose from, some of them proposed."""
    now = timezone.now()
    viewer = runner_of(request, group_id)
    running = poll_of_viewer(viewer)
    if running is not None and running.takes_votes(now):
        return redirect("groups:poll", running.pk)
    letters = LETTERS[:MOST_DATES]
    initial = _proposed(viewer, letters, now)
    form = PollForm(sent(request), group=viewer.group, letters=letters, now=now, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_poll(
                group=viewer.group,
                dates=form.dates(),
                closes_at=form.closes_at,
                by=viewer.user,
                now=now,
            )
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Everyone in your group is being asked."))
            return redirect("groups:poll", made.pk)
    return render(request, "groups/poll/open.jinja", {"viewer": viewer, "form": form})


@show_or_do
def change(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Other dates; what people said of those that stay is kept."""
    now = timezone.now()
    viewer, found = runner_of_poll(request, poll_id)
    form = _change_form(request, viewer, found, now)
    if request.method == "POST" and form.is_valid():
        try:
            change_poll(
                poll=found,
                version=form.cleaned_data["version"] or 0,
                dates=form.dates(),
                closes_at=form.closes_at,
                by=viewer.user,
                now=now,
            )
        except PollChanged as changed:
            form = _change_form(request, viewer, changed.poll, now, typed=False)
            messages.error(request, str(changed.message))
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("The poll is saved. Your group is told if a date changed."))
            return redirect("groups:poll", found.pk)
    context = {"viewer": viewer, "poll": found, "form": form}
    return render(request, "groups/poll/change.jinja", context)


@show_or_do
def drop(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Giving the poll up."""
    now = timezone.now()
    viewer, found = runner_of_poll(request, poll_id)
    if request.method == "POST":
        drop_poll(poll=found, by=viewer.user, now=now)
        messages.success(request, _("The poll is off. Your group is being told."))
        return redirect("groups:group", found.group_id)
    context = {"viewer": viewer, "poll": found, "form": DropForm()}
    return render(request, "groups/poll/drop.jinja", context)


@show_or_do
def book(request: HttpRequest, poll_id: UUID, letter: str) -> HttpResponse:
    """One of the dates becomes the group's next meeting."""
    now = timezone.now()
    viewer, member, found = member_of_poll(request, poll_id)
    if not viewer.runs:
        raise Http404
    if found.state != PollState.ASKING:
        return redirect("groups:poll", found.pk)
    page = poll_page(found, member, runs=True, now=now)
    row = next((each for each in page.rows if each.option.letter == letter), None)
    if row is None:
        raise Http404
    form = BookForm(sent(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            meeting = book_option(
                poll=found, version=version, letter=letter, by=viewer.user, now=now
            )
        except PollChanged as changed:
            messages.error(request, str(changed.message))
            return redirect("groups:poll", found.pk)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Booked. Everyone in your group is being told."))
            return redirect("groups:meeting", meeting.pk)
    context = {"viewer": viewer, "poll": found, "row": row, "form": form}
    return render(request, "groups/poll/book.jinja", context)


def _proposed(viewer: Viewer, letters: str, now: datetime) -> dict[str, Any]:
    """Some dates in the group's rhythm; the usual time and place for all of them."""
    proposals = dates_to_ask(viewer, now=now)
    initial: dict[str, Any] = {}
    for letter in letters:
        initial |= {f"time_{letter}": proposals.time, f"place_{letter}": proposals.place_id}
    for letter, day in zip(letters, proposals.dates, strict=False):
        initial[f"date_{letter}"] = day
    today = local_day(now, viewer.group.zone)
    first = proposals.dates[0] if proposals.dates else None
    return {**initial, "last_day": usual_close(first, today) if first else None}


def _change_form(
    request: HttpRequest, viewer: Viewer, poll: Poll, now: datetime, *, typed: bool = True
) -> PollForm:
    """The dates as they are by their letters, and room for new ones under letters of their own."""
    options = options_of(poll)
    letters = [option.letter for option in options]
    used = letters_used(poll)
    new = [letter for letter in LETTERS if letter not in used]
    initial: dict[str, Any] = {"version": poll.version, "last_day": closing(poll)[0]}
    for option in options:
        initial |= {
            f"date_{option.letter}": option.date,
            f"time_{option.letter}": option.time,
            f"place_{option.letter}": option.place_id,
        }
    for letter in new:
        initial |= {f"time_{letter}": options[0].time, f"place_{letter}": options[0].place_id}
    data = sent(request) if typed else None
    letters += new[: MOST_DATES - len(options)]
    return PollForm(data, group=viewer.group, letters=letters, now=now, initial=initial)
