"""Entering a printed code: guessing does not pay, and one bored person closes it for nobody else.

1. From one network address, 10 wrong codes in an hour go as they are. After that the first name of
   the slip's person is asked for too. After 30 in an hour or 100 in a day that address must wait.
2. From everywhere together, 30 wrong codes in an hour go as they are. After that everybody is asked
   for the first name too, and nobody is shut out.

What that leaves, with 1,000 live codes among 31^6 = 887 million: spread over many addresses without
a name, 30 an hour find one in 887,000,000 / (30 * 24 * 1,000) = 1,230 days. With the name, of which
the commonest fits about one person in 30: from one address, 100 a day find one in 700 years; from
1,000 addresses at once, in 270 days. One find opens the answers of one person, and no sign-in.
"""

import ipaddress
import unicodedata
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from ..link_codes import CODE_LENGTH, read_code
from ..models import PersonalLink, User, WrongCode
from ..queries.links import link_for_code

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WITHOUT_NAME_HERE, WITHOUT_NAME_ANYWHERE = 10, 30
MOST_AN_HOUR, MOST_A_DAY = 30, 100


class TooManyGuesses(Exception):
    """Wrong codes came too often from this address; `for_today` when an hour is not enough."""

    def __init__(self, *, for_today: bool) -> None:
        super().__init__()
        self.for_today = for_today


class NameNeeded(Exception):
    """A first name has to come with the code, whether the code is right or not."""


def needs_name(*, address: str, now: datetime) -> bool:
    """Whether so many wrong codes came lately that a first name has to come with the code."""
    lately = WrongCode.objects.since(now - HOUR)
    here = lately.filter(source=_source(address)).count()
    return here >= WITHOUT_NAME_HERE or lately.count() >= WITHOUT_NAME_ANYWHERE


def enter_code(
    *, code: str, purpose: str, address: str, now: datetime, first_name: str = ""
) -> PersonalLink | None:
    """The link behind a code that somebody typed; None counts as a wrong guess.

    Raises TooManyGuesses or NameNeeded without looking at the code.
    """
    source = _source(address)
    _check(source, now)
    asks_name = needs_name(address=address, now=now)
    if asks_name and not first_name.strip():
        raise NameNeeded
    if len(read_code(code)) != CODE_LENGTH:
        return None  # no guess: it could be nobody's
    link = link_for_code(code, purpose, now)
    if link is not None and asks_name and not _is_called(link.user, first_name):
        link = None
    if link is None:
        WrongCode.objects.filter(at__lte=now - DAY).delete()
        WrongCode.objects.create(source=source, at=now)
    return link


def _check(source: str, now: datetime) -> None:
    wrong = WrongCode.objects.filter(source=source)
    if wrong.since(now - DAY).count() >= MOST_A_DAY:
        raise TooManyGuesses(for_today=True)
    if wrong.since(now - HOUR).count() >= MOST_AN_HOUR:
        raise TooManyGuesses(for_today=False)


def _source(address: str) -> str:
    """A keyed hash; of an IPv6 address its network, because one home has 2^64 of them."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        found = None
    if isinstance(found, ipaddress.IPv6Address):
        address = str(ipaddress.ip_network((found, 64), strict=False))
    return salted_hmac("wrong-code", address, algorithm="sha256").hexdigest()


def _is_called(user: User, typed: str) -> bool:
    """Whether the first word typed is a first name of theirs, whatever its case and accents."""
    names = {_plain(user.preferred_name), _plain(user.full_name)}
    return bool(_plain(typed)) and _plain(typed) in names


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.strip().split(" ")[0].casefold())
    return "".join(letter for letter in letters if letter.isalnum())
