"""Needs that somebody of the service checks, changes, or meets by hand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followon.people.access import staff_required
from followon.people.models import NeedKind, User
from followon.people.queries.needs import needs_of
from followon.people.services.needs import confirm_needs, set_needs

from ..forms.needs import NeedsOfForm
from ..queries import needs as queries
from ..queries.cared_for import service_of
from .posted import posted

PAGE = 25


@staff_required
@require_safe
def needs_to_check(request: HttpRequest) -> HttpResponse:
    """Everybody whose needs nobody has asked about for a year."""
    found = queries.people_to_check(request.user, timezone.now())
    return render(request, "pmp/need/to_check.jinja", _page(request, found))


@staff_required
@require_safe
def needs_by_hand(request: HttpRequest) -> HttpResponse:
    """Everybody for whom a text or an email is not enough."""
    found = queries.people_by_hand(request.user, timezone.now())
    return render(request, "pmp/need/by_hand.jinja", _page(request, found))


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_needs(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Change what one person needs, once they have said so."""
    now = timezone.now()
    person = get_object_or_404(queries.people_cared_for(request.user, now), pk=person_id)
    name = person.first_name
    form = NeedsOfForm(posted(request), name=name, needs=needs_of(person))
    if request.method == "POST" and form.is_valid():
        set_needs(
            user=person,
            codes=form.codes(),
            kinds=NeedKind.values,
            by=request.user,
            service=service_of(request.user, person.pk, now),
            now=now,
        )
        messages.success(request, _("Saved. %(name)s is asked again in a year.") % {"name": name})
        return redirect("pmp:needs_to_check")
    return render(request, "pmp/need/set.jinja", {"form": form, "person": person})


@staff_required
@require_POST
def person_needs_still_right(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Somebody asked the person, and nothing has changed."""
    now = timezone.now()
    person = get_object_or_404(queries.people_cared_for(request.user, now), pk=person_id)
    service = service_of(request.user, person.pk, now)
    confirm_needs(user=person, by=request.user, service=service, now=now)
    name = {"name": person.first_name}
    messages.success(request, _("Saved. %(name)s is asked again in a year.") % name)
    return redirect("pmp:needs_to_check")


def _page(request: HttpRequest, found: QuerySet[User]) -> dict[str, Any]:
    page = Paginator(queries.longest_ago_first(found), PAGE).get_page(request.GET.get("page"))
    people = list(page.object_list)
    return {"page": page, "people": queries.described(request.user, people, timezone.now())}
