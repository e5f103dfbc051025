"""A volunteer keys answers in for somebody who asks them: by the person's code, and blind."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from followon.people.queries.staff import is_ptv
from followon.people.services.guesses import NameNeeded, TooManyGuesses, enter_code, needs_name

from ..asking import QUESTIONS
from ..forms.paper import AgreementForm
from ..forms.volunteer_answers import VolunteerCodeForm, answered_now, volunteer_forms
from ..models import Participant, Programme
from ..queries.paper import asked_here, of_code
from ..queries.programmes import programmes_helped_at
from ..services.paper import save_paper
from .posted import posted

# Whose form is open stands in the volunteer's session: long enough for all questions, and no more.
OPEN, LASTS = "answers_for", timedelta(hours=1)
both = require_http_methods(["GET", "HEAD", "POST"])


@both
@never_cache
def ptv_code(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """No list of people, so nothing is learnt of who answered; the code is theirs to give."""
    now, address = timezone.now(), get_adapter().get_client_ip(request)
    programme = _helped_at(request, programme_id, now)
    asks_name = needs_name(address=address, now=now) or "first_name" in request.POST
    form = VolunteerCodeForm(posted(request), asks_name=asks_name)
    if request.method == "POST" and form.is_valid():
        try:
            link = enter_code(**form.cleaned_data, purpose=QUESTIONS, address=address, now=now)
        except TooManyGuesses as error:
            page = {"for_today": error.for_today}
            return render(request, "pmp/code/wait.jinja", page, status=429)
        except NameNeeded:
            return _code(request, programme, VolunteerCodeForm(posted(request), asks_name=True))
        found = of_code(programme, link)
        if found is not None:
            request.session[OPEN] = {"who": str(found.pk), "until": (now + LASTS).isoformat()}
            return redirect("pmp:ptv_answers", programme.pk)
        form.add_error("code", _("No slip or form of this programme has that code. Check it"))
    return _code(request, programme, form)


@both
@never_cache
def ptv_answers(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The questions without what was answered before; saved once, with the person's agreement."""
    now = timezone.now()
    programme = _helped_at(request, programme_id, now)
    participant = _opened(request, programme, now)
    if participant is None:
        return redirect("pmp:ptv_code", programme.pk)
    data = posted(request)
    agreement, forms = AgreementForm(data), volunteer_forms(data, participant)
    if request.method == "POST" and all([form.is_valid() for form in [*forms, agreement]]):  # noqa: C419 (every form says what is wrong)
        save_paper(participant=participant, forms=answered_now(forms), by=request.user, now=now)
        del request.session[OPEN]
        messages.success(request, _("The answers are saved. Give the slip or form back."))
        return redirect("pmp:ptv_code", programme.pk)
    page: dict[str, Any] = {
        "form": [*forms, agreement],
        "questions": [*forms, *volunteer_forms(None, participant)[len(forms) :]],
        "agreement": agreement,
        "name": participant.user.full_name,
        "programme": programme,
    }
    return render(request, "pmp/volunteer/answers.jinja", page)


def _code(request: HttpRequest, programme: Programme, form: VolunteerCodeForm) -> HttpResponse:
    return render(request, "pmp/volunteer/code.jinja", {"form": form, "programme": programme})


def _opened(request: HttpRequest, programme: Programme, now: datetime) -> Participant | None:
    """Whom the code opened a while ago, if they may still be asked."""
    held = request.session.get(OPEN)
    if held is None or datetime.fromisoformat(held["until"]) <= now:
        return None
    return asked_here(programme, UUID(held["who"]))


def _helped_at(request: HttpRequest, programme_id: UUID, now: datetime) -> Programme:
    if not is_ptv(request.user):
        raise Http404
    programme = get_object_or_404(programmes_helped_at(request.user), pk=programme_id)
    if not programme.is_looked_after(timezone.localdate(now)):
        raise Http404
    return programme
