"""Entering the code of a printed slip."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from followon.people.services.guesses import TooManyGuesses, enter_code

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
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            link = enter_code(
                code=form.cleaned_data["code"],
                purpose=QUESTIONS,
                address=get_adapter().get_client_ip(request),
                now=now,
            )
        except TooManyGuesses:
            return render(request, "pmp/code/wait.jinja", status=429)
        if link is not None:
            return redirect("pmp:questions", open_questions(link=link, now=now))
        form.add_error("code", _("That code does not work. Check it, or ask your course team"))
    return render(request, "pmp/code/enter.jinja", {"form": form})
