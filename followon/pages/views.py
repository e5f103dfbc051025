"""Pages that need no sign-in, no session and no database: help, statements and errors."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from followon.pages.alone import stands_alone
from followon.pages.helping import services_in_file


def static_page(template: str, *, status: int = 200) -> HttpResponse:
    """A page drawn without the request, so that nothing in it can reach a session or an account."""
    context = {"help_services": services_in_file()}
    return HttpResponse(render_to_string(template, context), status=status)


@stands_alone
@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    return static_page("pages/help_now.jinja")


@stands_alone
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return static_page("pages/privacy.jinja")


@stands_alone
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return static_page("pages/accessibility.jinja")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return static_page("errors/400.jinja", status=400)


def page_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return static_page("errors/403_csrf.jinja", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return static_page("errors/404.jinja", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return static_page("errors/500.jinja", status=500)
