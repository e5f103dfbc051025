from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ..forms.needs import NeedsForm
from ..models import NeedKind
from ..queries.needs import needs_of
from ..services.needs import confirm_needs, set_needs
from .signed_in import person


@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest) -> HttpResponse:
    """What this person needs of a place and to read, hear or understand, and who can read it."""
    user, now = person(request), timezone.now()
    recorded = needs_of(user)
    sent = request.POST if request.method == "POST" else None
    form = NeedsForm(sent, needs=recorded)
    if request.method == "POST" and form.is_valid():
        set_needs(user=user, codes=form.codes(), kinds=NeedKind.values, by=user, now=now)
        messages.success(request, _("Saved."))
        return redirect("people:details")
    context = {
        "form": form,
        "checked_at": recorded[0].recorded_at if recorded else None,
        "back_url": reverse("people:details"),
    }
    return render(request, "people/need/set.jinja", context)


@require_POST
def needs_still_right(request: HttpRequest) -> HttpResponse:
    """Nothing has changed; the page on which it was asked comes back."""
    user = person(request)
    if confirm_needs(user=user, by=user, now=timezone.now()):
        messages.success(request, _("Thank you. We ask again in a year."))
    return redirect("home" if request.POST.get("on") == "home" else "people:details")
