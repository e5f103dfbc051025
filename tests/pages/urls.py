"""The pages alone, with just enough neighbours for their links."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from tests.pages.render import render

FORM = '<form method="post">{{ csrf_input }}</form>'


@login_not_required
def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render(FORM, request))


@login_not_required
def gone(request: HttpRequest) -> HttpResponse:
    raise Http404


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


staff = [path("", nothing, name="dashboard"), path("programmes/", nothing, name="programme_list")]

urlpatterns = [
    path("", include("followon.pages.urls")),
    path("sign-out/", nothing, name="account_logout"),
    path("staff/", include((staff, "pmp"))),
    path("gone/", gone),
    path("broken/", broken),
]

handler400 = "followon.pages.views.bad_request"
handler404 = "followon.pages.views.not_found"
handler500 = "followon.pages.views.server_error"
