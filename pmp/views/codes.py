"""Entering the code of a printed slip."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from followon.people.services.guesses import NameNeeded, TooManyGuesses, enter_code, needs_name

from ..asking import QUESTIONS
from ..forms.codes import CodeForm
from ..services.codes import open_questions
from .posted import posted


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """A3: from the six characters to the person's own questions; guessing is stopped."""
    now = timezone.now()
    address = get_adapter().get_client_ip(request)
    asks_name = needs_name(address=address, now=now) or "first_name" in request.POST
    form = CodeForm(posted(request), asks_name=asks_name)
    if request.method == "POST" and form.is_valid():
        try:
            link = enter_code(**form.cleaned_data, purpose=QUESTIONS, address=address, now=now)
        except TooManyGuesses as error:
            page = {"for_today": error.for_today}
            return render(request, "pmp/code/wait.jinja", page, status=429)
        except NameNeeded:  # the last of a few wrong codes came while this page was open
            form = CodeForm(posted(request), asks_name=True)
            return render(request, "pmp/code/enter.jinja", {"form": form})
        if link is not None:
            return redirect("pmp:questions", open_questions(link=link, now=now))
        form.add_error("code", _wrong(asks_name))
    return render(request, "pmp/code/enter.jinja", {"form": form})


def _wrong(asks_name: bool) -> str:
    """The same whether the code is wrong or the name."""
    if asks_name:
        return _("That code does not work with that name. Check both, or ask your course team")
    return _("That code does not work. Check it, or ask your course team")
