"""Stopping e-mails by the link at their foot, without signing in (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from followon.people.models import Contact
from followon.people.services.contacts import mark_proven

from ..queries.stops import email_of_link, is_stopped
from ..services import stops


# A mailbox provider posts here by itself, without our cookies; the token is what protects it.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows, because scanners open links; POST stops."""
    contact = _contact(token)
    if request.method == "POST":
        now = timezone.now()
        stops.stop_emails(address=contact.value, now=now)
        mark_proven(contact=contact, now=now)
    context = {"token": token, "is_stopped": is_stopped(contact)}
    return render(request, "messaging/stop_emails/stop.jinja", context)


@login_not_required
@never_cache
@require_POST
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """Bring the e-mails back."""
    contact, now = _contact(token), timezone.now()
    stops.start_emails(address=contact.value, now=now)
    mark_proven(contact=contact, now=now)
    return redirect("messaging:stop_emails", token)


def _contact(token: str) -> Contact:
    contact = email_of_link(token, timezone.now())
    if contact is None:
        raise Http404
    return contact
