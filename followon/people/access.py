"""Who may open a service's pages. To everybody else they do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from .models import STAFF_ROLES, Role, User
from .queries.staff import staff_roles

View = Callable[..., HttpResponseBase]

# Seconds; a timedelta would become a fixed moment and end the session of somebody at work.
STAFF_IDLE = 12 * 3600
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def staff_required(view: View) -> View:
    """Open to clinicians and leads whose session passed the second factor; 404 to others."""
    return _guarded(view, frozenset(STAFF_ROLES))


def lead_required(view: View) -> View:
    """Open to service leads whose session passed the second factor; 404 to others."""
    return _guarded(view, frozenset({Role.LEAD}))


def passed_second_factor(request: HttpRequest) -> bool:
    """Whether this very session, not only this person, has given a second factor."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def _guarded(view: View, allowed: frozenset[str]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        roles = staff_roles(request.user) if isinstance(request.user, User) else set()
        if not isinstance(request.user, User) or not roles & allowed:
            raise Http404
        if not passed_second_factor(request):
            return _to_second_factor(request, request.user)
        if request.session.get_expiry_age() > STAFF_IDLE:
            # Somebody appointed while signed in as a member had a member's long session.
            request.session.set_expiry(STAFF_IDLE)
        request.is_of_a_lead = Role.LEAD in roles  # type: ignore[attr-defined]  (the navigation)
        return view(request, *args, **kwargs)

    return guarded


def _to_second_factor(request: HttpRequest, user: User) -> HttpResponseRedirect:
    has_one = is_mfa_enabled(user, SECOND_FACTORS)
    page = reverse("mfa_reauthenticate" if has_one else "mfa_activate_totp")
    if request.method != "GET":
        return HttpResponseRedirect(page)
    return HttpResponseRedirect(
        f"{page}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}"
    )
