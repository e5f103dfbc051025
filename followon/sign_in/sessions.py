"""How long a session lasts: counted from the last page, not from signing in."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

SEEN = "seen_at"
# One write in so many seconds at most; small beside the twelve hours of staff.
STEP = 300


class SlidingSession:
    """Renews the session of somebody who is there.

    It looks only at sessions that the page itself has read: the page for help in need reads
    none, and opens when the database is down.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if session.accessed and SESSION_KEY in session:
            seconds = int(timezone.now().timestamp())
            if seconds - session.get(SEEN, 0) >= STEP:
                session[SEEN] = seconds
        return response
