"""Setting up and using the second factor: allauth's views, which then count for this session."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.decorators import method_decorator

NEXT = "second_factor_next"


@method_decorator(login_required, name="dispatch")
class SetUpAppView(ActivateTOTPView):
    """The first code from the app is this session's second factor."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = get_next_redirect_url(request, REDIRECT_FIELD_NAME)
        if wanted:
            request.session[NEXT] = wanted
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        app = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        record_authentication(
            self.request,
            self.request.user,
            method="mfa",
            id=app.pk,
            type=app.type,
            reauthenticated=True,  # so that the recovery codes are shown without asking again
        )
        return response


class RecoveryCodesView(ViewRecoveryCodesView):
    """The codes, and where to go on."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "go_on": self.request.session.get(NEXT)}


set_up_app = SetUpAppView.as_view()
recovery_codes = RecoveryCodesView.as_view()
