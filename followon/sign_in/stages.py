"""Between the right code and the session: who of those who share a contact is it."""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.stages import LoginStage
from allauth.core.internal.httpkit import headed_redirect_response
from django.http import HttpResponse
from django.utils import timezone

from followon.people.models import User
from followon.people.queries.contacts import contact_at
from followon.people.services.contacts import mark_verified

from .whose import Way, way_of


class WhichPersonStage(LoginStage):
    """Asks only where a contact is shared; until it is answered nobody is signed in.

    It stands before the second factor, which is then asked of the person chosen.
    """

    key = "which_person"
    urlname = "account_which_person"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        way = self.way()
        if way is None or self.login.user is None:
            # Signed in by another way than a code: there the person is known.
            return None, True
        people = way.people()
        if len(people) > 1:
            return headed_redirect_response(self.urlname), True
        if self.login.user not in people:
            return headed_redirect_response("account_login"), False
        _prove(self.login.user, way)
        return None, True

    def way(self) -> Way | None:
        """Where the code went; remembered, because the records go when the person changes."""
        if not self.state.get("way"):
            records = get_authentication_records(self.request, self.login.user)
            by_code = [record for record in records if record["method"] == "code"]
            way = way_of(by_code[-1]) if by_code else None
            self.state["way"] = way.as_allauth() if way else {}
        return way_of(self.state["way"])

    def people(self) -> list[User]:
        """Asked anew each time: a contact may be taken from somebody while the page is open."""
        way = self.way()
        return way.people() if way else []

    def choose(self, user: User) -> HttpResponse:
        """Go on as this person, who must be one of `people()`."""
        way = self.way()
        if way is None or user not in way.people():
            return self.abort()
        self.login.user = user
        record_authentication(self.request, user, method="code", **way.as_allauth())
        _prove(user, way)
        return self.exit()


def _prove(user: User, way: Way) -> None:
    contact = contact_at(user, way.kind, way.value)
    if contact is not None:
        mark_verified(contact=contact, now=timezone.now())
