"""The pages of signing in, one question each."""

import time
from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginByCodeStage
from allauth.account.utils import passthrough_next_redirect_url
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .forms import AskForm, CodeForm, WhichPersonForm, may_ask_for_a_code
from .provider import PROVIDER_ID
from .sealing import seal_code
from .stages import WhichPersonStage
from .whose import Way, way_of


class AskView(RequestLoginCodeView):
    """GET asks for a number or an address; POST sends a code there, if it is anybody's."""

    form_class = AskForm
    template_name = "account/ask.jinja"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "other_way": other_way()}

    def form_valid(self, form: AskForm) -> HttpResponse:
        send_code(self.request, form.cleaned_data["contact"])
        return HttpResponseRedirect(self.get_success_url())


ask = AskView.as_view()


@method_decorator(login_not_required, name="dispatch")
class CodeView(ConfirmLoginCodeView):
    """GET asks for the code that we sent; POST goes on when it is right."""

    form_class = CodeForm
    template_name = "account/code.jinja"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if getattr(self, "_process", self) is None:
            messages.info(request, _("That code has run out. Ask for a new one."))
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "way": way_of(self._process.state)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "way": way_of(self._process.state)}

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        if not form.was_a_try:
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_invalid(form)


confirm_code = CodeView.as_view()


@login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login")
@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    """A new code to the same contact; the old one is no good any more."""
    stage = request._login_stage  # type: ignore[attr-defined]
    way = way_of(stage.state)
    if way is None or not may_ask_for_a_code(way):
        messages.error(
            request, _("You have asked for too many codes. Wait 15 minutes, then try again")
        )
    else:
        send_code(request, way)
        messages.success(request, _("We have sent a new code. The old one no longer works."))
    return onward(request, "account_confirm_login_code")


@login_not_required
@require_POST
def start_again(request: HttpRequest) -> HttpResponse:
    """Forget the number or address that was typed, and ask again."""
    clear_login(request)
    return onward(request, "account_login")


@login_stage_required(stage=WhichPersonStage.key, redirect_urlname="account_login")
def which_person(request: HttpRequest) -> HttpResponse:
    """GET asks who of those who share a contact this is; POST goes on as that person."""
    stage: WhichPersonStage = request._login_stage  # type: ignore[attr-defined]
    form = WhichPersonForm(request.POST or None, people=stage.people())
    if request.method == "POST" and form.is_valid():
        return stage.choose(form.chosen)
    return render(request, "account/which_person.jinja", {"form": form})


def send_code(request: HttpRequest, way: Way) -> None:
    """Begin a login by code; takes as long and looks the same where nobody has that contact."""
    began = time.monotonic()
    clear_login(request)
    people = way.people()
    process = LoginCodeVerificationProcess.initiate(
        request=request, user=people[0] if people else None, **way.as_allauth()
    )
    code = process.state.get("code", "")
    process.state["code"] = seal_code(code) if code else ""
    process.persist()
    time.sleep(max(0.0, settings.SIGN_IN_FLOOR - (time.monotonic() - began)))


def onward(request: HttpRequest, name: str) -> HttpResponse:
    """To another page of signing in, keeping the page that they wanted in the end."""
    return redirect(passthrough_next_redirect_url(request, reverse(name), REDIRECT_FIELD_NAME))


def other_way() -> dict[str, str] | None:
    """The organisation's own provider, where one is set."""
    if not settings.OIDC_CLIENT_ID:
        return None
    return {
        "name": settings.OIDC_NAME,
        "url": reverse("openid_connect_login", args=[PROVIDER_ID]),
    }
