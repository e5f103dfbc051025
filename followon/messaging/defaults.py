"""A kind's default words with their placeholders, as a lead sees and changes them."""

from typing import Any

from .filling import OwnText
from .placeholders import Editable
from .wording import default_words


def default_text(declared: Editable, channel: str) -> OwnText:
    """The template's own words, with a name in braces wherever it writes somebody's own."""
    return default_words(declared.code, channel, _stand_ins(declared, channel))


def _stand_ins(declared: Editable, channel: str) -> dict[str, Any]:
    found: dict[str, Any] = {"words": lambda words: words}
    for each in (*declared.placeholders, *declared.on(channel)):
        found |= dict.fromkeys(each.keys[1:], "")
    for each in (*declared.placeholders, *declared.on(channel)):
        found |= dict.fromkeys(each.keys[:1], f"{{{each.name}}}")
    return {**found, **declared.stands}
