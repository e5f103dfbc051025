"""One click signs in as one of the cast. These pages are not there where DEBUG is off."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pmp.demo.cast import CAST
from pmp.demo.queries import asked, cast_in_database
from pmp.services.invitations import mint_questions

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
@login_not_required
def cast(request: HttpRequest) -> HttpResponse:
    """Who there is to be."""
    _only_in_development()
    there = cast_in_database()
    return render(
        request,
        "pmp/demo/cast.jinja",
        {"parts": [part for part in CAST if part.key in there]},
    )


@require_POST
@login_not_required
def sign_in(request: HttpRequest, key: str) -> HttpResponse:
    """Become one of the cast, second factor and all."""
    _only_in_development()
    user = cast_in_database().get(key)
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="mfa", type="demo")
    return redirect("home")


@require_POST
@login_not_required
def questions(request: HttpRequest, stage: str) -> HttpResponse:
    """Open a participant's questions as the link in their text would."""
    _only_in_development()
    participant = asked(stage)
    if participant is None:
        raise Http404
    return redirect("pmp:questions", mint_questions(participant, timezone.now()).token)


def _only_in_development() -> None:
    if not settings.DEBUG:
        raise Http404
