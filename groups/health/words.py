"""Sentences that know how they were put together, so that a page can say them in any language.

Pure: the English is made here; `groups.sentences` makes the other languages from the parts.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


class Said(str):
    """English words, with the parts that they were made of as plain data (`spoken` reads them)."""

    parts: Any

    @classmethod
    def of(cls, text: str, parts: Any) -> Self:
        said = cls(text)
        said.parts = parts
        return said


def phrase(message: str, **values: Any) -> Said:
    """A sentence with values by name; `message` is what translators see."""
    parts = {"say": message, "with": {name: parts_of(each) for name, each in values.items()}}
    return Said.of(message % values, parts)


def parts_of(value: Any) -> Any:
    """A value's parts as JSON can hold them; a plain number or word is its own."""
    return value.parts if isinstance(value, Said) else value


def joined(*sentences: str) -> Said:
    """Sentences behind one another; an empty one is left out."""
    said = [each for each in sentences if each]
    return Said.of(" ".join(said), {"join": [parts_of(each) for each in said]})


def number(value: int) -> Said:
    """A whole number in words up to ten, in figures above."""
    text = _NUMBERS[value] if 0 <= value <= 10 else str(value)
    return Said.of(text, {"number": value})


def starting(said: Said) -> Said:
    """The same with a capital, for the beginning of a sentence."""
    return Said.of(said.capitalize(), {"capital": said.parts})


def days(value: int) -> Said:
    """A number of days: "1 day", "64 days"."""
    return Said.of(f"{value} day" if value == 1 else f"{value} days", {"days": value})


def listed(values: Sequence[int]) -> Said:
    """Numbers as a list in a sentence: "4, 4, 3 and 2"."""
    words = [str(value) for value in values]
    text = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    return Said.of(text, {"list": list(values)})


def day(value: date) -> Said:
    """A date as the pages write it: "12 August 2026"."""
    return Said.of(f"{value.day} {value:%B %Y}", {"day": value.isoformat()})


def share(value: float) -> Said:
    """A share in plain words: "about 4 in 10"."""
    return phrase("about %(tenths)d in 10", tenths=round(value * 10))
