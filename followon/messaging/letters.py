"""A text that picks from lettered choices ("A C", "A, maybe B", "none"): pure."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from . import reply_words as said

YES = "yes"
MAYBE = "maybe"
NO = "no"
ALL, NONE = "all", "none"
# Never I, K, N, X or Y: in a text they are a word, an OK, a no, a kiss or a yes.
LETTERS = "ABCDEFGHJL"
# Glued together they are letters only in capitals and in order: "BAD" is a word.
_GLUED = re.compile(r"\b(?=[A-Z]{2,6}\b)A?B?C?D?E?F?G?H?J?L?\b")
_VALUES = {
    phrase: value
    for value, text in (
        (YES, said.SUITS),
        (MAYBE, said.SUITS_IF_NEED_BE),
        (NO, said.SUITS_NOT),
    )
    for phrase in said.phrases(text)
}
_ALL = frozenset(said.phrases(said.ALL_OF_THEM))
_NONE = frozenset(said.phrases(said.NONE_OF_THEM))
_JOINING = frozenset(said.phrases(said.JOINING))
_LONGEST = max(len(phrase.split()) for phrase in _VALUES)
AND = "and"


def marked(body: str) -> str:
    """The text with letters that are glued together apart, and commas and signs as "and"."""
    spaced = _GLUED.sub(lambda found: " ".join(found[0]), body)
    return re.sub(r"[,;&+/\n]", f" {AND} ", spaced)


def picks(words: str) -> str:
    """
    What plain words say of lettered choices, as "A=yes B=maybe"; "all", "none", "" for neither.

    1. A value before letters goes for those behind it, one behind letters for those before it.
    2. Letters alone are a yes. Between letters a value must be joined on ("A and maybe B").
    3. A word that is none of these makes it no answer, and so does one letter said twice.
    """
    if words in _ALL:
        return ALL
    if words in _NONE:
        return NONE
    runs = _runs(words.split())
    if runs is None:
        return ""
    said_of = _valued(runs)
    return " ".join(f"{letter}={value}" for letter, value in sorted(said_of.items()))


def read(said_of: str) -> Mapping[str, str]:
    """Letter and value of what `picks` found; nothing for "all" and "none"."""
    return dict(each.split("=") for each in said_of.split() if "=" in each)


def is_about_them(words: str) -> bool:
    """Whether all of it is letters and what is said of them, such as "yes" or "A maybe B"."""
    return bool(_runs(words.split()))


Run = tuple[str, str | tuple[str, ...], bool]


def _runs(words: list[str]) -> list[Run] | None:
    """Letters and values in turn, with whether each is joined on; None with a strange word."""
    runs: list[Run] = []
    joined, at = False, 0
    while at < len(words):
        count, value = _value_at(words, at)
        if value:
            runs.append(("value", value, joined))
        elif words[at].upper() in LETTERS and len(words[at]) == 1:
            letter = words[at].upper()
            if runs and runs[-1][0] == "letters":
                runs[-1] = ("letters", (*runs[-1][1], letter), runs[-1][2])
            else:
                runs.append(("letters", (letter,), joined))
        elif words[at] not in _JOINING:
            return None
        joined = not value and words[at] in _JOINING
        at += count
    return runs


def _value_at(words: list[str], at: int) -> tuple[int, str]:
    for count in range(min(_LONGEST, len(words) - at), 0, -1):
        value = _VALUES.get(" ".join(words[at : at + count]))
        if value:
            return count, value
    return 1, ""


def _valued(runs: list[Run]) -> dict[str, str]:
    letters = [each for kind, run, _joined in runs if kind == "letters" for each in run]
    kinds = [kind for kind, _run, _joined in runs]
    if not letters or len(set(letters)) < len(letters) or _side_by_side(kinds):
        return {}
    if "value" not in kinds:
        return dict.fromkeys(letters, YES)
    if kinds[0] == "value" and kinds[-1] == "value":
        return {}
    if kinds[0] == "letters" and kinds[-1] == "letters":
        return _before(runs) if all(j for kind, _run, j in runs if kind == "value") else {}
    return _before(runs) if kinds[0] == "value" else _behind(runs)


def _side_by_side(kinds: list[str]) -> bool:
    return any(kind == other == "value" for kind, other in pairwise(kinds))


def _before(runs: Iterable[Run]) -> dict[str, str]:
    said_of: dict[str, str] = {}
    value = YES
    for kind, run, _joined in runs:
        if kind == "value":
            value = str(run)
        else:
            said_of |= dict.fromkeys(run, value)
    return said_of


def _behind(runs: Iterable[Run]) -> dict[str, str]:
    said_of: dict[str, str] = {}
    waiting: tuple[str, ...] = ()
    for kind, run, _joined in runs:
        if kind == "letters":
            waiting = tuple(run)
        else:
            said_of |= dict.fromkeys(waiting, str(run))
    return said_of
