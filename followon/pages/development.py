"""With DEBUG on, Django explains a missing page to developers; the demo shows the site's own."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from followon.pages.views import not_found

DJANGOS = b"DEBUG = True"


class OwnNotFound:
    """Puts the site's own "Page not found" where Django's technical one would stand."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == 404 and DJANGOS in response.content:
            return not_found(request, Http404())
        return response
