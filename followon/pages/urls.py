"""Addresses that open without sign-in."""

from django.urls import path

from followon.pages import views

urlpatterns = [
    path("help-now/", views.help_now, name="help_now"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
