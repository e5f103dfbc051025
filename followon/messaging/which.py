"""Asking which one is meant, and understanding what comes back: pure."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import zip_longest

from .replies import bare_words, plain_words

WHICH_PERSON = "which_person"
WHICH_QUESTION = "which_question"
LETTERS = "ABCD"
MOST = len(LETTERS)
# How long "B" is understood, and how often one number is asked before a person reads it.
UNDERSTOOD_FOR = timedelta(hours=48)
ASKED_AT_MOST, ASKED_WITHIN = 3, timedelta(hours=12)

_ALL = frozenset({"all", "all of them", "all of us", "all three"})
_BOTH = frozenset({"both", "both of them", "both of us", "us both", "we both", "both please"})
_AROUND = frozenset(
    {"its", "it is", "this is", "i am", "im", "reply", "option", "answer", "i mean", "me", "from"}
    | {"for", "i meant", "letter", "from me"}
)


def told_apart(wordings: Sequence[Sequence[str]]) -> list[str]:
    """For each thing the shortest of its wordings at which no two are alike; else the fullest."""
    if not wordings or not all(wordings):
        return []
    fullest = [each[-1] for each in wordings]
    levels = zip_longest(*wordings)
    filled = ([word or last for word, last in zip(level, fullest, strict=True)] for level in levels)
    return next((level for level in filled if len(set(level)) == len(level)), fullest)


def names_of(letter: str, label: str) -> frozenset[str]:
    """What one of the things offered may be called: its letter, its label, or both together."""
    key, words = letter.casefold(), plain_words(label)
    return frozenset({key, words, f"{key} {words}", f"{key} for {words}"})


def picked(body: str, names: Sequence[frozenset[str]]) -> tuple[tuple[int, ...], str] | None:
    """
    Which of the things offered the words name, and what else they say ("B no": the second, "no").

    None where they name none of them, or more than one with something else beside it.
    """
    words = bare_words(body)
    if words in _ALL or (len(names) == 2 and words in _BOTH):
        return tuple(range(len(names))), ""
    several = [_index(part, names) for part in words.replace(" and ", " ").split()]
    if several and None not in several:
        return tuple(sorted({index for index in several if index is not None})), ""
    found = {(index, rest) for index, called in enumerate(names) for rest in _beside(words, called)}
    if len({index for index, _rest in found}) != 1:
        return None
    index, rest = min(found, key=lambda each: len(each[1]))
    return (index,), "" if rest in _AROUND else rest


def _index(part: str, names: Sequence[frozenset[str]]) -> int | None:
    return next((index for index, called in enumerate(names) if part in called), None)


def _beside(words: str, called: Iterable[str]) -> Iterable[str]:
    """What stands before or behind one of these names; "" where it stands alone."""
    for name in called:
        if words == name:
            yield ""
        elif words.startswith(f"{name} "):
            yield words[len(name) + 1 :]
        elif words.endswith(f" {name}"):
            yield words[: -len(name) - 1]
