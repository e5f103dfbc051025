"""What a person keeps for themselves, and what others show them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..errors import Refused
from ..forms.own_words import ShowForm
from ..models import OwnWords
from ..queries import own_words as queries
from ..services import own_words
from .access import person_of, sent, viewer_of
from .meetings import show_or_do


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My goals, my plan for a flare-up, my list for an appointment, and who may read each."""
    return render(request, "groups/mine/show.jinja", {"mine": queries.mine_of(person_of(request))})


@show_or_do
def show_to(request: HttpRequest, what: str, own_id: UUID) -> HttpResponse:
    """Who may read one of my things."""
    own = _own(request, what, own_id)
    user = person_of(request)
    groups, people = queries.groups_of(user), queries.people_together(user)
    form = ShowForm(sent(request), own=own, groups=groups, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            own_words.show_to(own=own, by=user, now=timezone.now(), **form.chosen)
        except Refused as refused:
            form.add_error("who", str(refused.message))
        else:
            messages.success(request, _("Saved. This is so from now on."))
            return redirect("groups:mine")
    return render(request, "groups/mine/show_to.jinja", {"form": form, "what": what, "own": own})


@show_or_do
def remove(request: HttpRequest, what: str, own_id: UUID) -> HttpResponse:
    """Delete one of my things, after a question."""
    own = _own(request, what, own_id)
    if request.method == "POST":
        own_words.remove(own=own, by=person_of(request), now=timezone.now())
        messages.success(request, _("Deleted."))
        return redirect("groups:mine")
    return render(request, "groups/mine/remove.jinja", {"what": what, "own": own})


@require_safe
def read(request: HttpRequest, what: str, own_id: UUID) -> HttpResponse:
    """One thing on a sheet, for its owner and for those to whom it is shown now."""
    if what not in queries.KINDS:
        raise Http404
    user = person_of(request)
    own = queries.readable(what, own_id, user)
    if own is None:
        raise Http404
    context = {"what": what, "own": own, "is_own": own.user_id == user.pk}
    return render(request, "groups/mine/read.jinja", context)


@require_safe
def shown(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """What the people of my group show me."""
    viewer = viewer_of(request, group_id)
    people = queries.shown_in(viewer.group, viewer.user)
    return render(request, "groups/mine/shown.jinja", {"viewer": viewer, "people": people})


def _own(request: HttpRequest, what: str, own_id: Any) -> OwnWords:
    own = queries.own(what, own_id, person_of(request)) if what in queries.KINDS else None
    if own is None:
        raise Http404
    return own
