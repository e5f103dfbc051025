from django.http import Http404, HttpRequest

from ..models import User


def person(request: HttpRequest) -> User:
    """Who is signed in; the middleware has already sent everybody else away."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
