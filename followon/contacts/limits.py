"""How often a code may be asked for and typed: the counts of signing in, so that they add up."""

from allauth.core import ratelimit
from django.http import HttpRequest

from followon.people.models import User
from followon.sign_in.forms import may_ask_for_a_code
from followon.sign_in.whose import Way


def may_ask(request: HttpRequest, user: User, way: Way) -> bool:
    """Counts one code against this person, this contact and this network address."""
    own = ratelimit.consume(request, action="prove_contact", user=user)
    return own and may_ask_for_a_code(way)


def may_try(request: HttpRequest, way: Way) -> bool:
    """Whether wrong codes for this contact were few enough today."""
    return ratelimit.consume(request, action="wrong_code", key=way.value, dry_run=True)


def note_wrong(request: HttpRequest, way: Way) -> None:
    ratelimit.consume(request, action="wrong_code", key=way.value)
