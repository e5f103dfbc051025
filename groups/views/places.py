from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followon.people.models import AccessNeed

from ..forms.places import PlaceForm
from ..models import Membership, Place
from ..queries.places import place_for, places_of
from ..queries.viewers import Viewer
from ..services.hard_places import say_hard, take_back_hard
from ..services.places import add_place
from .access import member_of, runner_of, sent
from .meetings import show_or_do


@require_safe
def places(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Where the group can meet: what each place has, and a private word on each."""
    viewer, _member = member_of(request, group_id)
    context = {"viewer": viewer, "rows": places_of(viewer), "needs": dict(AccessNeed.choices)}
    return render(request, "groups/place/list.jinja", context)


@require_POST
def hard(request: HttpRequest, group_id: UUID, place_id: int) -> HttpResponse:
    """This place is hard for me."""
    viewer, member, place = _place(request, group_id, place_id)
    say_hard(place=place, member=member, by=viewer.user, now=timezone.now())
    messages.success(request, _("Noted. Nobody is told that it was you."))
    return redirect("groups:places", viewer.group.pk)


@require_POST
def not_hard(request: HttpRequest, group_id: UUID, place_id: int) -> HttpResponse:
    """It is hard no longer."""
    viewer, member, place = _place(request, group_id, place_id)
    take_back_hard(place=place, member=member, by=viewer.user, now=timezone.now())
    messages.success(request, _("Taken back."))
    return redirect("groups:places", viewer.group.pk)


@show_or_do
def add(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """A place that stays in the group."""
    viewer = runner_of(request, group_id)
    form = PlaceForm(sent(request))
    if request.method == "POST" and form.is_valid():
        add_place(
            service=viewer.group.service,
            group=viewer.group,
            by=viewer.user,
            now=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(request, _("The place is on your group's list."))
        return redirect("groups:book", viewer.group.pk)
    return render(request, "groups/place/add.jinja", {"viewer": viewer, "form": form})


def _place(request: HttpRequest, group_id: UUID, place_id: int) -> tuple[Viewer, Membership, Place]:
    viewer, member = member_of(request, group_id)
    place = place_for(viewer, place_id)
    if place is None:
        raise Http404
    return viewer, member, place
