"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

from followon import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("", include("followon.pages.urls")),
]

handler400 = "followon.pages.views.bad_request"
handler403 = "followon.pages.views.not_found"
handler404 = "followon.pages.views.not_found"
handler500 = "followon.pages.views.server_error"
