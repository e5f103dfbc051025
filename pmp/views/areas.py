"""The service's areas and which are neighbours, so that the planning page knows what is near."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.people.access import staff_required
from followon.people.models import PainService, User
from followon.people.queries.staff import services_of

from ..forms.areas import AreaForm
from ..models import Area
from ..queries.areas import visible_areas
from ..services.areas import add_area, change_area, drop_area
from .posted import posted


@staff_required
@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    """Each area, the words for it and its neighbours."""
    page = {
        "services": list(services_of(request.user)),
        "areas": list(visible_areas(request.user)),
    }
    return render(request, "pmp/area/list.jinja", page)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def area_add(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """One more area."""
    service = get_object_or_404(services_of(request.user), pk=service_id)
    form = AreaForm(posted(request), others=_others(request.user, service))
    if request.method == "POST" and form.is_valid():
        add_area(service=service, **form.facts(), by=request.user, now=timezone.now())
        messages.success(request, _("The area is saved"))
        return redirect("pmp:area_list")
    return render(request, "pmp/area/edit.jinja", {"form": form, "service": service})


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def area_edit(request: HttpRequest, area_id: int) -> HttpResponse:
    """Another name, other words, other neighbours."""
    area = get_object_or_404(visible_areas(request.user), pk=area_id)
    others = _others(request.user, area.service, area)
    form = AreaForm(posted(request), others=others, area=area)
    if request.method == "POST" and form.is_valid():
        change_area(area=area, **form.facts(), by=request.user, now=timezone.now())
        messages.success(request, _("The area is saved"))
        return redirect("pmp:area_list")
    page = {"form": form, "service": area.service, "area": area}
    return render(request, "pmp/area/edit.jinja", page)


@staff_required
@require_POST
def area_drop(request: HttpRequest, area_id: int) -> HttpResponse:
    """Nobody needs it."""
    area = get_object_or_404(visible_areas(request.user), pk=area_id)
    drop_area(area=area, by=request.user, now=timezone.now())
    messages.success(request, _("The area is gone from the list"))
    return redirect("pmp:area_list")


def _others(user: User, service: PainService, area: Area | None = None) -> list[Area]:
    found = visible_areas(user).filter(service=service)
    return list(found.exclude(pk=area.pk) if area else found)
