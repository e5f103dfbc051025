"""Signing in through an organisation's own provider; only for people whom we already know."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .sending import send_notice
from .whose import the_one_with


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Finds the person by an address that the provider has verified; nobody is added."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            return
        verified = [row.email for row in sociallogin.email_addresses if row.verified]
        user = the_one_with(verified)
        if user is not None:
            sociallogin.connect(request, user)

    def send_notification_mail(
        self, template_prefix: str, user: Any, *args: Any, **kw: Any
    ) -> None:
        send_notice(user=user, what=template_prefix, now=timezone.now())


@login_not_required
@require_safe
def not_done(request: HttpRequest) -> HttpResponse:
    """The provider sent them back without signing them in."""
    return render(request, "account/not_done.jinja")


@login_not_required
@require_safe
def unknown(request: HttpRequest) -> HttpResponse:
    """The provider knows them and we do not."""
    return render(request, "account/signup_closed.jinja")
