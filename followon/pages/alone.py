"""Pages that open whatever else is broken: before sessions, accounts and the database."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

View = Callable[..., HttpResponse]


def stands_alone(view: View) -> View:
    """Mark a view that needs neither session nor account; it has no forms.

    It must not write, unless the request proves itself as a provider's callback does.
    """
    view.stands_alone = True  # type: ignore[attr-defined]
    view.login_required = False  # type: ignore[attr-defined]
    return view


class StandAlone:
    """Answers for the views that stand alone, in front of the session's middleware.

    `login_not_required` does not do: Django's LoginRequiredMiddleware asks who is there, and so
    reads the session's row, before it looks at that mark.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = find(request)
        if match is None or not getattr(match.func, "stands_alone", False):
            return self.get_response(request)
        request.resolver_match = match
        return match.func(request, *match.args, **match.kwargs)


def find(request: HttpRequest) -> Any:
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None
