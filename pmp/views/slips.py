"""Slips of paper with a code and a QR code."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from followon.people.access import staff_required

from ..forms.slips import SlipsForm
from ..qr import qr_of
from ..queries.participants import everybody
from ..queries.programmes import visible_programmes
from ..services.invitations import Slip, make_slips
from .posted import posted


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def slips(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """A3: choose people; POST makes new codes and shows them once, ready to print."""
    programme = get_object_or_404(visible_programmes(request.user), pk=programme_id)
    now = timezone.now()
    people = everybody(programme, with_contacts=False, now=now)
    form = SlipsForm(posted(request), everybody=people)
    page = {"programme": programme, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "pmp/slip/choose.jinja", page)
    made = make_slips(
        programme=programme,
        participants=[line.participant for line in form.chosen()],
        by=request.user,
        now=now,
    )
    page["slips"] = [drawn(slip) for slip in made]
    page["code_address"] = code_address()
    return render(request, "pmp/slip/print.jinja", page)


def code_address() -> str:
    """Where a code is entered, as people type it."""
    return (_site() + reverse("pmp:code")).partition("://")[2].rstrip("/")


def drawn(slip: Slip) -> dict[str, object]:
    """What the templates print of one slip."""
    address = _site() + reverse("pmp:questions", args=[slip.token])
    code = f"{slip.code[:3]} {slip.code[3:]}"
    return {"name": slip.participant.user.full_name, "code": code, "qr": qr_of(address)}


def _site() -> str:
    return str(settings.BASE_URL).rstrip("/")
