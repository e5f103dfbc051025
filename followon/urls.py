"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

from followon import health, home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("", include("followon.sign_in.urls")),
    path("", include("followon.people.urls")),
    path("", include("followon.contacts.urls")),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("", include("followon.messaging.urls")),
    path("", include("followon.pages.urls")),
    path("", include("groups.urls")),
    path("", include("pmp.urls")),
    path("demo/", include("pmp.demo.urls")),
]

handler400 = "followon.pages.views.bad_request"
handler403 = "followon.pages.views.not_found"
handler404 = "followon.pages.views.not_found"
handler500 = "followon.pages.views.server_error"
