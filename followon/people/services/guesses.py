"""Entering a printed code, with an end to guessing."""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from ..models import PersonalLink, WrongCode
from ..queries.links import link_for_code

WINDOW = timedelta(hours=1)
KEPT = timedelta(days=1)
TRIES_PER_ADDRESS = 20
# Of 887 million codes this many an hour find one of a thousand live ones once in a century.
TRIES_ALTOGETHER = 1000


class TooManyGuesses(Exception):
    """Wrong codes came too often from this address, or from everywhere."""


def enter_code(*, code: str, purpose: str, address: str, now: datetime) -> PersonalLink | None:
    """The link behind a code that somebody typed; None counts as a wrong guess.

    Raises TooManyGuesses without looking at the code.
    """
    source = salted_hmac("wrong-code", address, algorithm="sha256").hexdigest()
    lately = WrongCode.objects.since(now - WINDOW)
    if lately.filter(source=source).count() >= TRIES_PER_ADDRESS:
        raise TooManyGuesses
    if lately.count() >= TRIES_ALTOGETHER:
        raise TooManyGuesses
    link = link_for_code(code, purpose, now)
    if link is None:
        WrongCode.objects.filter(at__lte=now - KEPT).delete()
        WrongCode.objects.create(source=source, at=now)
    return link
