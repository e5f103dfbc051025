"""Words that phone networks or this site act on by themselves: no question may ask for them."""

import re

from .replies import HELP_WORDS, START_WORDS, STOP_WORDS

CARRIERS_WORDS = tuple(sorted(STOP_WORDS | START_WORDS | HELP_WORDS, key=len, reverse=True))
# In capitals a word is an answer word; after "reply" it is one in any case.
_CAPITALS = re.compile(rf"\b(?:{'|'.join(word.upper() for word in CARRIERS_WORDS)})\b")
_ASKED = re.compile(
    rf"\b(?:reply|text|send|answer)(?: with| back)? [\"'“‘]?({'|'.join(CARRIERS_WORDS)})\b",
    re.IGNORECASE,
)


def carriers_words_in(text: str) -> list[str]:
    """Those that the text asks people to send, in capitals, each once."""
    return list(dict.fromkeys([*_CAPITALS.findall(text), *map(str.upper, _ASKED.findall(text))]))
