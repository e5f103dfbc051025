from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from followon.people.models import PersonalLink, User
from followon.people.queries.links import live_link
from followon.people.services.links import mark_used

from ..errors import PollChanged, Refused
from ..forms.polls import VoteForm
from ..kinds.polls import POLL
from ..models import AnsweredBy, Membership, Poll
from ..queries.about import member_at
from ..queries.members import member_of_group
from ..queries.polls import closing, options_of, poll_at, votes_of
from ..services.votes import cast_votes
from .access import sent
from .links import GONE
from .meetings import show_or_do
from .polls import member_of_poll, runner_of_poll

SAVED = "saved"


@dataclass
class Voting:
    """One person's page of votes: the form, and what became of sending it."""

    poll: Poll
    member: Membership
    form: VoteForm
    came_out: str = ""

    @property
    def context(self) -> dict[str, Any]:
        return {
            "poll": self.poll,
            "form": self.form,
            "closing": closing(self.poll),
            "changed": self.came_out == "changed",
        }


@show_or_do
def vote(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """All dates on one page: yes, if need be, or no to each."""
    now = timezone.now()
    viewer, member, found = member_of_poll(request, poll_id)
    if not found.takes_votes(now):
        return redirect("groups:poll", found.pk)
    voting = _vote(request, found, member, by=viewer.user, way=AnsweredBy.PAGE, now=now)
    if voting.came_out:
        if voting.came_out == SAVED:
            messages.success(request, _("Thank you. You can change this until the poll closes."))
        if voting.came_out != "changed":
            return redirect("groups:poll", found.pk)
    context = voting.context | {"back_url": reverse("groups:poll", args=[found.pk])}
    return render(request, "groups/poll/vote.jinja", context)


@show_or_do
def vote_for(request: HttpRequest, poll_id: UUID, member_id: int) -> HttpResponse:
    """What somebody told the coordinator, who writes it down for them."""
    now = timezone.now()
    viewer, found = runner_of_poll(request, poll_id)
    member = member_of_group(found.group_id, member_id)
    if member is None:
        raise Http404
    if not found.takes_votes(now):
        messages.error(request, _("This poll has closed."))
        return redirect("groups:poll", found.pk)
    way = AnsweredBy.COORDINATOR
    voting = _vote(request, found, member, by=viewer.user, way=way, now=now)
    name = member.user.first_name
    if voting.came_out == SAVED:
        messages.success(request, _("Noted for %(name)s.") % {"name": name})
        return redirect("groups:poll", found.pk)
    context = {"name": name, "back_url": reverse("groups:poll", args=[found.pk])}
    return render(request, "groups/poll/vote_for.jinja", voting.context | context)


# As for the link to a meeting: the secret is in the address, which a forger does not know.
@csrf_exempt
@login_not_required
@never_cache
@show_or_do
def poll_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same without signing in; opening it changes nothing."""
    now = timezone.now()
    opened = _open(token, now)
    if opened is None:
        return render(request, "groups/link/gone.jinja", status=GONE)
    link, found, member = opened
    context = {"poll": found, "group": found.group, "closing": closing(found)}
    if not found.takes_votes(now):
        return render(request, "groups/poll/link_over.jinja", context)
    voting = _vote(request, found, member, by=link.user, way=AnsweredBy.LINK, now=now)
    if voting.came_out == SAVED:
        mark_used(link=link, now=now)
        return redirect("groups:poll_link", token)
    if voting.came_out == "over":
        return redirect("groups:poll_link", token)
    has_voted = bool(votes_of(found, member))
    context |= voting.context | {"has_voted": has_voted}
    return render(request, "groups/poll/link.jinja", context)


def _vote(
    request: HttpRequest, poll: Poll, member: Membership, *, by: User, way: str, now: datetime
) -> Voting:
    """The form, and with a valid post its votes: saved, changed meanwhile, or over."""
    form = _form(sent(request), poll, member)
    if request.method != "POST" or not form.is_valid():
        return Voting(poll, member, form)
    try:
        cast_votes(
            poll=poll,
            member=member,
            votes=form.votes(),
            by_way=way,
            given_by=by,
            now=now,
            version=form.cleaned_data["version"],
        )
    except PollChanged as changed:
        return Voting(changed.poll, member, _form(None, changed.poll, member, request), "changed")
    except Refused as refused:
        messages.error(request, str(refused.message))
        return Voting(poll, member, form, "over")
    return Voting(poll, member, form, SAVED)


def _form(data: Any, poll: Poll, member: Membership, chosen: HttpRequest | None = None) -> VoteForm:
    """With what the member said before; `chosen` keeps what was ticked on an older page."""
    initial: dict[str, Any] = {"version": poll.version}
    for letter, value in votes_of(poll, member).items():
        initial[f"vote_{letter}"] = value
    if chosen is not None:
        initial |= {key: value for key, value in chosen.POST.items() if key.startswith("vote_")}
    return VoteForm(data, options=options_of(poll), initial=initial)


def _open(token: str, now: datetime) -> tuple[PersonalLink, Poll, Membership] | None:
    link = live_link(token, POLL, now)
    noun, _colon, key = link.subject.partition(":") if link else ("", "", "")
    found = poll_at(key) if noun == "poll" else None
    if link is None or found is None:
        return None
    member = member_at(found.group_id, link.user_id)
    return (link, found, member) if member is not None else None
