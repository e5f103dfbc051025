"""What was sent with a POST; an empty POST is an answer too, a GET is none."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """For a form's data: bound on every POST."""
    return request.POST if request.method == "POST" else None
