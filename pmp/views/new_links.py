"""A link that is over: a new one is sent to the person's own contacts, on request."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ..queries.links import once_asked_at, participant_at
from ..services.new_links import ask_for_link


@login_not_required
@never_cache
@require_POST
def new_link(request: HttpRequest, token: str) -> HttpResponse:
    """Send it, if there is somebody to send it to; what is said is always the same."""
    now = timezone.now()
    if not ratelimit.consume(request, action="new_link"):
        return render(request, "429.jinja", status=429)
    if participant_at(token, now) is not None:
        return redirect("pmp:questions", token)
    participant = once_asked_at(token)
    if participant is not None:
        ask_for_link(participant=participant, now=now)
    return redirect("pmp:new_link_sent")


@login_not_required
@require_safe
def new_link_sent(request: HttpRequest) -> HttpResponse:
    """The same for everybody."""
    return render(request, "pmp/question/link_sent.jinja")
