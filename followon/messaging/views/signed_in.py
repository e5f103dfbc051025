from django.http import Http404, HttpRequest

from followon.people.models import User


def person(request: HttpRequest) -> User:
    """Who is looking; a page for nobody does not exist."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
