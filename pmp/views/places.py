"""The service's directory of places: what each has and lacks, and when somebody last looked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.people.access import staff_required
from followon.people.queries.staff import services_of
from groups.services.places import add_place, change_place, restore_place, retire_place

from ..forms.places import DirectoryPlaceForm
from ..need_words import IN_A_LIST
from ..queries.places import visible_places
from .posted import posted


@staff_required
@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    """C3: every place, with its facts."""
    page = {
        "services": list(services_of(request.user)),
        "places": list(visible_places(request.user)),
        "needs": IN_A_LIST,
    }
    return render(request, "pmp/place/list.jinja", page)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def place_add(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """One more place."""
    service = get_object_or_404(services_of(request.user), pk=service_id)
    now = timezone.now()
    form = DirectoryPlaceForm(posted(request), today=timezone.localdate(now))
    if request.method == "POST" and form.is_valid():
        add_place(service=service, **form.facts(), by=request.user, now=now)
        messages.success(request, _("The place is on the list"))
        return redirect("pmp:place_list")
    return render(request, "pmp/place/edit.jinja", {"form": form, "service": service})


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def place_edit(request: HttpRequest, place_id: int) -> HttpResponse:
    """What is known of a place."""
    place = get_object_or_404(visible_places(request.user), pk=place_id)
    now = timezone.now()
    form = DirectoryPlaceForm(posted(request), today=timezone.localdate(now), place=place)
    if request.method == "POST" and form.is_valid():
        change_place(place=place, **form.facts(), by=request.user, now=now)
        messages.success(request, _("The place is saved"))
        return redirect("pmp:place_list")
    page = {"form": form, "service": place.service, "place": place}
    return render(request, "pmp/place/edit.jinja", page)


@staff_required
@require_POST
def place_retire(request: HttpRequest, place_id: int) -> HttpResponse:
    """Nobody is offered it any more."""
    place = get_object_or_404(visible_places(request.user), pk=place_id)
    retire_place(place=place, by=request.user, now=timezone.now())
    messages.success(request, _("The place is off the list. What is booked there stays"))
    return redirect("pmp:place_list")


@staff_required
@require_POST
def place_restore(request: HttpRequest, place_id: int) -> HttpResponse:
    """On the list again."""
    place = get_object_or_404(visible_places(request.user), pk=place_id)
    restore_place(place=place, by=request.user, now=timezone.now())
    messages.success(request, _("The place is on the list again"))
    return redirect("pmp:place_list")
