"""Words that raise a concern's priority: data. Nothing here can lower it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from followon.messaging.replies import plain_words

# One phrase a line, in lower case without signs ("can't" is "cant"); a star stands for any ending.
# Too many is the right mistake: a raised concern is read sooner, and that is all.
RAISING = """
suicid*
kill myself
kill himself
kill herself
kill themselves
kill me
end my life
ending my life
end it all
take my own life
take my life
want to die
wants to die
wish i was dead
wish i were dead
better off dead
better off without me
dont want to be here
do not want to be here
dont want to live
do not want to live
no reason to live
nothing to live for
cant go on
cannot go on
can not go on
cant cope
cannot cope
cant take it any more
cant take it anymore
cannot take any more
self harm*
selfharm*
harm myself
harming myself
hurt myself
hurting myself
hurt himself
hurt herself
hurt themselves
cut myself
cutting myself
overdos*
took all my
taken all my
taken too many
took too many
goodbye everyone
say goodbye
not safe
unsafe
in danger
afraid of
scared of
frighten*
threat*
abus*
assault*
rape*
violen*
hit me
hits me
hit her
hits her
hit him
hits him
hitting me
beats me
beat me
knife
weapon
safeguard*
help me
please help
need help
need somebody
emergency
ambulance
urgent*
999
111
chest pain
cant breathe
cannot breathe
collaps*
unconscious
stroke
lost control of my bladder
lost control of my bowel*
numb between my legs
"""

OURS = tuple(line for line in RAISING.splitlines() if line)
# What a service may add. A short stem with a star would raise everything.
MOST_PHRASES, PHRASE_LENGTH = 200, 60
SHORTEST, SHORTEST_STEM = 3, 4


class BadPhrase(ValueError):
    """A line that cannot be a phrase; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def raises_priority(words: str, more: Iterable[str] = ()) -> bool:
    """Whether any of our phrases, or of these, stands in the words, whatever their case and signs.

    Compares whole words and knows no patterns, so no phrase can make it slow.
    """
    said = plain_words(words).split()
    return _stands_in(_by_first_word(OURS), said) or _stands_in(_by_first_word(tuple(more)), said)


def read_phrases(text: str) -> list[str]:
    """One phrase a line, plain, each once. Raises BadPhrase for the first line that is none."""
    phrases: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        plain = plain_words(line.strip().removesuffix("*"))
        star = line.strip().endswith("*")
        shortest = SHORTEST_STEM if star else SHORTEST
        if "*" in line.strip()[:-1] or not shortest <= len(plain) <= PHRASE_LENGTH:
            raise BadPhrase(number)
        phrases[f"{plain}*" if star else plain] = None
    return list(phrases)


@lru_cache(maxsize=64)
def _by_first_word(phrases: tuple[str, ...]) -> dict[str, list[list[str]]]:
    """Phrases by their first word; those whose first word has any ending stand under "*"."""
    found: dict[str, list[list[str]]] = {}
    for phrase in phrases:
        parts = phrase.split()
        found.setdefault("*" if parts[0].endswith("*") else parts[0], []).append(parts)
    return found


def _stands_in(phrases: dict[str, list[list[str]]], said: Sequence[str]) -> bool:
    return any(
        _begins(said[place:], parts)
        for place, word in enumerate(said)
        for parts in (*phrases.get(word, ()), *phrases.get("*", ()))
    )


def _begins(said: Sequence[str], parts: Sequence[str]) -> bool:
    if len(said) < len(parts):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for word, part in zip(said, parts, strict=False)
    )
