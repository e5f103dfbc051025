"""allauth's addresses that lead somewhere here; the others (sign-up, passwords) do not exist."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor_views
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from . import second_factor, views

urlpatterns: list[URLPattern | URLResolver] = [
    # allauth knows the first page by two names.
    path("sign-in/", views.ask, name="account_login"),
    path("sign-in/", views.ask, name="account_request_login_code"),
    path("sign-in/code/", views.confirm_code, name="account_confirm_login_code"),
    path("sign-in/code/again/", views.send_again, name="account_send_again"),
    path("sign-in/start-again/", views.start_again, name="account_start_again"),
    path("sign-in/who/", views.which_person, name="account_which_person"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/second-step/", second_factor_views.authenticate, name="mfa_authenticate"),
    path("sign-out/", account.logout, name="account_logout"),
    path("second-step/", second_factor_views.index, name="mfa_index"),
    path("second-step/again/", second_factor_views.reauthenticate, name="mfa_reauthenticate"),
    path("second-step/again/", second_factor_views.reauthenticate, name="account_reauthenticate"),
    path("second-step/app/", second_factor.set_up_app, name="mfa_activate_totp"),
    path("second-step/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-step/codes/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-step/codes/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]

if apps.is_installed("allauth.socialaccount"):
    from . import oidc  # its models are there only when the provider is

    urlpatterns += [
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),
        path("sign-in/not-done/", oidc.not_done, name="socialaccount_login_cancelled"),
        path("sign-in/not-done/", oidc.not_done, name="socialaccount_login_error"),
        path("sign-in/unknown/", oidc.unknown, name="socialaccount_signup"),
    ]
