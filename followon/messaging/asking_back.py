"""What fills the texts that ask which one somebody meant."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from .models import Message
from .queries.which import Offer, offered_in
from .wording import TEXT_LIMIT, gsm7_length, shorten, to_gsm7

# What the longest sender's name, the words around the offers and "or BOTH" leave for them.
AROUND = 70
NAME_LENGTH = 16


def which(message: Message, now: datetime) -> dict[str, Any]:
    """The offers in words; "" where there are too many to choose from by text."""
    offers = offered_in(message, now)
    if len({each.label for each in offers}) < len(offers):
        offers = []  # two that are called alike: a letter would be a guess
    words = _either([*_each(offers), _all(offers)]) if len(offers) > 1 else ""
    return {"offers": words, "by_name": bool(offers) and not offers[0].letter}


def _each(offers: Sequence[Offer]) -> list[str]:
    if not offers[0].letter:
        return [shorten(to_gsm7(each.label), NAME_LENGTH).upper() for each in offers]
    room = (TEXT_LIMIT - AROUND) // len(offers) - gsm7_length(_offer("A", "") + ", ")
    return [_offer(each.letter, shorten(to_gsm7(each.label), room)) for each in offers]


def _offer(letter: str, what: str) -> str:
    return _("%(letter)s for %(what)s") % {"letter": letter, "what": what}


def _all(offers: Sequence[Offer]) -> str:
    return _("BOTH") if len(offers) == 2 else _("ALL")


def _either(words: Sequence[str]) -> str:
    first, last = ", ".join(words[:-1]), words[-1]
    return _("%(first)s or %(last)s") % {"first": first, "last": last}
