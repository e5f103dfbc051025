"""What a patient tutor volunteer sees of programmes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from followon.people.queries.staff import is_ptv

from ..queries.programmes import programmes_of_ptv


@require_safe
def ptv_programmes(request: HttpRequest) -> HttpResponse:
    """The programmes at which they help and when; nothing of anybody's answers."""
    if not is_ptv(request.user):
        raise Http404
    return render(
        request,
        "pmp/volunteer/programmes.jinja",
        {
            "programmes": programmes_of_ptv(request.user),
            "has_groups": request.user.ptv_links.open().exists(),
            "today": timezone.localdate(timezone.now()),
        },
    )
